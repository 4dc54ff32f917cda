import { lossTermsOf } from '../../app/training/lossTerms.ts';
import { defaultTrainConfig, type TrainConfig } from '../../app/training/trainConfig.ts';
import type { TrainableNetwork } from '../../workers/architectures/trainableNetwork.ts';
import { ignoredClass } from '../../app/training/ignoredClass.ts';
import type { Batch } from '../../workers/training/data/batchThread.ts';
import { initialWeights } from '../../workers/training/initialWeights.ts';
import { normalNumber, randomSource } from '../../app/training/randomSource.ts';
import type { LearningTask } from './exportNetwork.ts';

export interface TaskSettings {
  readonly network: TrainableNetwork;
  readonly batchSize: number;
  readonly patchSize: number;
  readonly steps: number;
  readonly config?: Partial<TrainConfig>;
}

/** Something to learn: noisy images in which each class lies in waves of its own; a few pixels are ignored. */
export function exampleTask({ network, batchSize, patchSize, steps, config = {} }: TaskSettings): LearningTask {
  const complete = { ...defaultTrainConfig, ...config };
  return {
    network,
    batchSize,
    patchSize,
    weights: initialWeights(network, complete.seed),
    batches: Array.from({ length: steps }, (_, step) => exampleBatch({ network, batchSize, patchSize }, step)),
    rates: Array.from({ length: steps }, () => complete.learningRate),
    classWeights: Array.from({ length: network.classes }, (_, index) => 1 + index / 2),
    lossTerms: lossTermsOf(complete),
    optimiser: complete,
    weightDecay: complete.weightDecay,
  };
}

function exampleBatch(
  { network, batchSize, patchSize }: Pick<LearningTask, 'network' | 'batchSize' | 'patchSize'>,
  step: number,
): Batch {
  const random = randomSource(step, 0xba7c);
  const { channels, classes } = network;
  const pixels = patchSize ** 2;
  const image = new Float32Array(batchSize * channels * pixels);
  const target = new Float32Array(batchSize * pixels);
  for (let sample = 0; sample < batchSize; sample++) {
    const [phase, slope] = [random() * 6, random() * 2 - 1];
    for (let pixel = 0; pixel < pixels; pixel++) {
      const [row, column] = [Math.floor(pixel / patchSize), pixel % patchSize];
      const wave = Math.sin(phase + (row + slope * column) / 6) / 2 + 0.5;
      const classIndex = Math.min(classes - 1, Math.floor(wave * classes));
      target[sample * pixels + pixel] = random() < 0.02 ? ignoredClass : classIndex;
      for (let channel = 0; channel < channels; channel++) {
        image[(sample * channels + channel) * pixels + pixel] = 2 * wave - 1 + normalNumber(random) / (channel + 2);
      }
    }
  }
  return { step, image, target };
}
