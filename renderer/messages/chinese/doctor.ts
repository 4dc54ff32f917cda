import type { Messages } from '../en.ts';

export const doctor: Messages['doctor'] = {
  title: '检查这台电脑',
  description: 'Maskwright 在这台电脑上发现了什么，以及如何改善。',
  checking: '正在检查…',
  again: '重新检查',
  copy: '复制报告',
  install: '安装',
  installAgain: '重新安装',
  deviceNames: {
    cpu: '处理器',
    webgpu: '显卡 (WebGPU)',
    cuda: '显卡 (CUDA)',
    tfjs: '显卡 (tfjs-node-gpu)',
  },
  testSpeed: '测试速度',
  testAll: '测试全部速度',
  stopTest: '停止',
  testing: '正在训练一个小网络，约五秒…',
  speed: (steps, cutOuts) => `每秒 ${steps} 个训练步，${cutOuts} 个图块`,
  timesProcessor: (times) => `是处理器的 ${times} 倍`,
  speedFailed: (reason) => `速度测试失败：${reason}`,
  states: { good: '良好', limited: '受限', bad: '有问题' },
  failed: '无法进行检查',
};
