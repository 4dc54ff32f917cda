import type { Messages } from '../en.ts';

export const architectures: Messages['architectures'] = {
  sentences: {
    unet: '保留精细轮廓，少量图像即可学习；首选。',
    residualUnet: '层数更多而仍易训练的 U-Net；用于较难的图像和较长的训练。',
    mobileUnet: '权重只有约五分之一、每步更快的 U-Net；模型文件小。',
    fcn8s: '每步快、视野宽，但轮廓只精细到八个像素；用于大的对象。',
    segnet: '只记住最大值的位置而非全部激活；权重少，边缘清晰。',
    pspnet: '把每个位置放在整个图块中来看；每步快、轮廓较粗，用于大的区域。',
    deeplabV3Plus: '同时看近处和远处，并在四分之一大小上锐化；用于大小不一的对象。',
    panopticDeeplab: '两个解码器，一个管标签，一个管中心；按中心区分相接的对象。',
  },
  paper: (paper) => `论文作者：${paper}。`,
  unused: (network) => `${network} 不使用此设置。`,
  problems: {
    depth: ({ network, least, most }) => `${network} 的深度须为 ${least} 到 ${most}。`,
    needsCentres: ({ network }) => `${network} 按中心查找对象：请将“相接的对象”设为“按中心”。`,
    patchSize: ({ network, multiple, below }) =>
      `${network} 的图块大小须为 ${multiple} 的倍数，例如 ${below === 0 ? multiple : `${below} 或 ${below + multiple}`}。`,
  },
};
