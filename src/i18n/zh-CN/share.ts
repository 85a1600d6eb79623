export default {
  button: '分享',
  title: '分享此刻',
  what: '打开此链接的人会看到同一次运行，停在 {time}，并可从那里继续。',
  link: '指向本次运行此刻的链接',
  making: '正在生成链接',
  copy: '复制链接',
  copied: '链接已复制',
  byHand: '浏览器不允许页面复制：请手动复制选中的文本。',
  length: '{count, number} 个字符',
  privacy: '全部内容都在链接的 # 之后：没有任何服务器能看到。',
} as const;
