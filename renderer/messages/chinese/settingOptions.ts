import { networkNames, type OptionNames } from '../english/settingOptions.ts';

export const settingOptions: OptionNames = {
  architecture: networkNames,
  separation: { components: '不区分', rims: '按边缘', distances: '按距离', centres: '按中心' },
  intensities: { dataset: '所有图像', image: '每张图像' },
  normalisation: { instance: '每张图像单独', none: '不归一化', batch: '按批次', group: '按通道组' },
  batchNormalisation: { training: '学习', frozen: '冻结' },
  optimiser: { adamW: 'AdamW', adam: 'Adam', sgd: 'SGD' },
  schedule: { cosine: '余弦', constant: '恒定', step: '分步', polynomial: '多项式', cyclic: '循环' },
  classWeighting: { balanced: '少见的权重更大', none: '全部相同' },
  device: {
    auto: '最佳可用',
    cpu: '处理器',
    webgpu: '图形处理器（WebGPU）',
    cuda: '图形处理器（CUDA）',
    tfjs: '图形处理器（tfjs-node-gpu）',
  },
};
