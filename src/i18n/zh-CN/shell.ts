export default {
  productName: 'Rollout Playground',
  language: '语言',
} as const;
