import { trainConfigFields, type TrainConfigKey } from '../../../app/training/trainConfig.ts';

/** The names of the training settings; their sentences stand beside the fields themselves. */
const names: { readonly [K in TrainConfigKey]: string } = {
  architecture: 'Network',
  width: 'Width',
  depth: 'Depth',
  normalisation: 'Normalisation',
  initialModel: 'Goes on from',
  patchSize: 'Cut-out size',
  batchSize: 'Cut-outs a step',
  minutes: 'Time',
  steps: 'Steps',
  learningRate: 'Learning rate',
  finalLearningRateShare: 'Learning rate left at the end',
  warmUpSteps: 'Warm-up',
  weightDecay: 'Weight decay',
  diceWeight: 'Dice weight',
  classWeighting: 'Label weighting',
  foregroundShare: 'Foreground share',
  flips: 'Mirroring',
  quarterTurns: 'Quarter turns',
  rotationDegrees: 'Rotation',
  scaleRange: 'Scaling',
  brightnessRange: 'Brightness',
  contrastRange: 'Contrast',
  gammaRange: 'Gamma',
  noiseLevel: 'Noise',
  validateEverySteps: 'Steps between checks',
  patience: 'Patience',
  checkpointEverySeconds: 'Time between checkpoints',
  seed: 'Seed',
  device: 'Device',
  threads: 'Threads',
  cacheMegabytes: 'Image memory',
};

function textOf(key: TrainConfigKey): { readonly name: string; readonly description: string } {
  return { name: names[key], description: trainConfigFields[key].description };
}

export const trainSettings = Object.fromEntries(
  (Object.keys(names) as TrainConfigKey[]).map((key) => [key, textOf(key)]),
) as { readonly [K in TrainConfigKey]: { readonly name: string; readonly description: string } };
