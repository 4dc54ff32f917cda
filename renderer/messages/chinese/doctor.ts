import type { Messages } from '../en.ts';

export const doctor: Messages['doctor'] = {
  title: '检查这台电脑',
  description: 'Maskwright 在这台电脑上发现了什么，以及如何改善。',
  checking: '正在检查…',
  again: '重新检查',
  copy: '复制报告',
  install: '安装',
  installAgain: '重新安装',
  states: { good: '良好', limited: '受限', bad: '有问题' },
  failed: '无法进行检查',
};
