import { trainConfigFields, type TrainConfigKey } from '../../../app/training/trainConfig.ts';
import { augmentationNames } from './augmentationNames.ts';

/** The names of the training settings; their sentences stand beside the fields themselves. */
const names: { readonly [K in TrainConfigKey]: string } = {
  architecture: 'Network',
  width: 'Width',
  depth: 'Depth',
  separation: 'Touching objects',
  intensities: 'Light and dark',
  normalisation: 'Normalisation',
  dropout: 'Dropout',
  initialModel: 'Goes on from',
  fromModel: 'Model of another program',
  weightsFile: 'Weights file',
  cut: 'Cut at the tensor',
  freeze: 'Frozen by name',
  freezeLayers: 'Frozen first layers',
  batchNormalisation: 'Batch normalisation',
  patchSize: 'Cut-out size',
  batchSize: 'Cut-outs a step',
  minutes: 'Time',
  steps: 'Steps',
  learningRate: 'Learning rate',
  optimiser: 'Optimiser',
  momentum: 'Momentum',
  nesterov: 'Nesterov momentum',
  weightDecay: 'Weight decay',
  clipNorm: 'Longest gradient',
  averageDecay: 'Averaged weights',
  accumulateSteps: 'Steps an update',
  warmUpSteps: 'Warm-up',
  schedule: 'Learning rate schedule',
  finalLearningRateShare: 'Learning rate left at the end',
  scheduleDrops: 'Step schedule: drops',
  scheduleDropFactor: 'Step schedule: factor',
  schedulePower: 'Polynomial schedule: power',
  scheduleCycles: 'Cyclic schedule: cycles',
  crossEntropyWeight: 'Cross-entropy weight',
  diceWeight: 'Dice weight',
  binaryCrossEntropyWeight: 'Binary cross-entropy weight',
  jaccardWeight: 'Jaccard weight',
  tverskyWeight: 'Tversky weight',
  focalWeight: 'Focal weight',
  smoothL1Weight: 'Smooth L1 weight',
  classWeighting: 'Label weighting',
  labelSmoothing: 'Label smoothing',
  focalFocus: 'Focal loss: focus',
  tverskyFalsePositiveWeight: 'Tversky loss: cost of wrong pixels',
  tverskyFalseNegativeWeight: 'Tversky loss: cost of missed pixels',
  smoothL1Transition: 'Smooth L1 loss: transition',
  ...augmentationNames,
  validateEverySteps: 'Steps between checks',
  patience: 'Patience',
  checkpointEverySeconds: 'Time between checkpoints',
  seed: 'Seed',
  device: 'Device',
  threads: 'Threads',
  dataThreads: 'Threads for cut-outs',
  cacheMegabytes: 'Image memory',
};

function textOf(key: TrainConfigKey): { readonly name: string; readonly description: string } {
  return { name: names[key], description: trainConfigFields[key].description };
}

export const trainSettings = Object.fromEntries(
  (Object.keys(names) as TrainConfigKey[]).map((key) => [key, textOf(key)]),
) as { readonly [K in TrainConfigKey]: { readonly name: string; readonly description: string } };
