export default {
  button: 'Share',
  title: 'Share this moment',
  what: 'Whoever opens this link sees the same run, paused at {time}, and can go on from there.',
  link: 'Link to this run at this moment',
  making: 'The link is being made',
  copy: 'Copy link',
  copied: 'Link copied',
  byHand: 'The browser does not let the page copy: copy the selected text.',
  length: '{count, number} characters',
  privacy: 'Everything is inside the link, behind the #: no server ever sees it.',
} as const;
