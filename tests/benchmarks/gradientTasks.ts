import { catalogueNetwork } from '../../workers/architectures/architecture.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { TrainableNetwork } from '../../workers/architectures/trainableNetwork.ts';
import type { TaskSettings } from '../reference/exampleTask.ts';
import { tight, wide, type Tolerances } from './gradientTolerances.ts';
import { deepLab } from './networks/deepLab.ts';
import { activations } from './networks/kinds/activations.ts';
import { arrangements } from './networks/kinds/arrangements.ts';
import { normalisations } from './networks/kinds/normalisations.ts';
import { windows } from './networks/kinds/windows.ts';
import { residualUnet } from './networks/residualUnet.ts';

const unet = (normalisation: TrainConfig['normalisation']): TrainableNetwork => {
  return catalogueNetwork({
    architecture: 'unet',
    channels: 1,
    classes: 3,
    maps: [],
    width: 16,
    depth: 3,
    normalisation,
  });
};
const residual = { channels: 3, classes: 3, width: 16, blocks: [1, 2, 1, 1] };
const pyramid = { dilations: [2, 4, 6], pyramidWidth: 32, lowLevelWidth: 16 };

const sgd = { optimiser: 'sgd', learningRate: 0.005 } as const;
const adamW = { optimiser: 'adamW', learningRate: 0.0005 } as const;
const small = { batchSize: 2, patchSize: 24, steps: 20, tolerances: tight };
const large = { batchSize: 4, patchSize: 64, steps: 20, tolerances: wide };

interface GradientTask extends TaskSettings {
  readonly tolerances: Tolerances;
}

/** What is learnt beside PyTorch: whole networks, and networks of every kind of layer that has a gradient. */
export const gradientTasks = {
  unet: { network: unet('none'), ...large, config: adamW },
  unetNormalised: { network: unet('instance'), ...large, config: sgd },
  residualUnet: { network: residualUnet(residual), ...large, config: sgd },
  deepLab: { network: deepLab({ ...residual, ...pyramid }), ...large, config: adamW },
  activations: { network: activations, ...small, config: sgd },
  arrangements: { network: arrangements, ...small, config: adamW },
  normalisations: { network: normalisations, ...small, config: sgd },
  windows: { network: windows, ...small, config: { ...sgd, nesterov: true } },
} satisfies Readonly<Record<string, GradientTask>>;
export type GradientTaskName = keyof typeof gradientTasks;
