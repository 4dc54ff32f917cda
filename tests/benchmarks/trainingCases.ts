import { catalogueNetwork } from '../../workers/architectures/architecture.ts';
import type { TaskSettings } from '../reference/exampleTask.ts';
import { deepLab } from './networks/deepLab.ts';
import { residualUnet } from './networks/residualUnet.ts';

interface TrainingCase extends TaskSettings {
  readonly title: string;
}

const unet = catalogueNetwork({
  architecture: 'unet',
  channels: 1,
  classes: 2,
  maps: [],
  width: 16,
  depth: 3,
  normalisation: 'none',
});
const residual = { channels: 3, classes: 2, width: 32, blocks: [3, 4, 6, 3] };
const pyramid = { dilations: [6, 12, 18], pyramidWidth: 128, lowLevelWidth: 48 };

/**
 * Networks whose training steps are measured, with AdamW and the losses that a training starts with; the U-Net with
 * cross-entropy alone, which is what the programs compute that are named beside it.
 */
export const trainingCases = {
  unet: {
    title: 'the U-Net 16-32-64-128 on 4x1x256x256',
    network: unet,
    batchSize: 4,
    patchSize: 256,
    steps: 1,
    config: { diceWeight: 0 },
  },
  residualUnet: {
    title: 'the residual U-Net 32-64-128-256 with batch normalisation on 4x3x256x256',
    network: residualUnet(residual),
    batchSize: 4,
    patchSize: 256,
    steps: 1,
  },
  deepLab: {
    title: 'the DeepLabv3+-like network 32-64-128-256 with batch normalisation on 4x3x256x256',
    network: deepLab({ ...residual, blocks: [2, 2, 2, 2], ...pyramid }),
    batchSize: 4,
    patchSize: 256,
    steps: 1,
  },
} satisfies Readonly<Record<string, TrainingCase>>;
export type TrainingCaseName = keyof typeof trainingCases;
export const trainingCaseNames = Object.keys(trainingCases) as TrainingCaseName[];
