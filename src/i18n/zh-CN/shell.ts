export default {
  language: '语言',
} as const;
