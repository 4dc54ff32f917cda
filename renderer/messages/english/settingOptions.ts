import { architectureFacts } from '../../../app/training/architectures.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';

/** The settings that are one of several names. */
type ChoiceKey =
  | 'architecture'
  | 'separation'
  | 'intensities'
  | 'normalisation'
  | 'batchNormalisation'
  | 'optimiser'
  | 'schedule'
  | 'classWeighting'
  | 'device';
export type OptionNames = { readonly [K in ChoiceKey]: { readonly [O in TrainConfig[K]]: string } };

/** Networks are called the same in every language. */
export const networkNames = Object.fromEntries(
  Object.entries(architectureFacts).map(([key, { name }]) => [key, name]),
) as OptionNames['architecture'];

export const settingOptions: OptionNames = {
  architecture: networkNames,
  separation: { components: 'not at all', rims: 'by rims', distances: 'by distances', centres: 'by centres' },
  intensities: { dataset: 'of all images', image: 'of each image' },
  normalisation: {
    instance: 'each image by itself',
    none: 'none',
    batch: 'by batches',
    group: 'by groups of channels',
  },
  batchNormalisation: { training: 'learns', frozen: 'frozen' },
  optimiser: { adamW: 'AdamW', adam: 'Adam', sgd: 'SGD' },
  schedule: { cosine: 'cosine', constant: 'constant', step: 'in steps', polynomial: 'polynomial', cyclic: 'cyclic' },
  classWeighting: { balanced: 'rare ones count more', none: 'all alike' },
  device: {
    auto: 'best available',
    cpu: 'processor',
    webgpu: 'graphics (WebGPU)',
    cuda: 'graphics (CUDA)',
    tfjs: 'graphics (tfjs-node-gpu)',
  },
};
