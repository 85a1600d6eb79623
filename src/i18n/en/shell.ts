export default {
  productName: 'Rollout Playground',
  language: 'Language',
} as const;
