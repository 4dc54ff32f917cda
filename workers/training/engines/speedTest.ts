import { lossTermsOf } from '../../../app/training/lossTerms.ts';
import { defaultTrainConfig } from '../../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../../architectures/architecture.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import type { Batch } from '../data/batchThread.ts';
import { initialWeights } from '../initialWeights.ts';
import type { StepSettings, TrainingEngine } from './trainingEngine.ts';

/** The network that is trained, and how much of an image it sees; by default what a training starts with. */
export interface SpeedTestSize {
  readonly width: number;
  readonly depth: number;
  /** Pixels. */
  readonly patchSize: number;
  readonly batchSize: number;
}

export interface MeasuredSpeed {
  readonly stepsPerSecond: number;
  readonly cutOutsPerSecond: number;
}

export function speedTestSettings({ width, depth, patchSize, batchSize }: SpeedTestSize): StepSettings {
  const config = { ...defaultTrainConfig, architecture: 'unet' as const, width, depth };
  return {
    network: catalogueNetwork({ ...config, channels: 1, classes: 2, maps: [] }),
    batchSize,
    patchSize,
    classWeights: [1, 1],
    lossTerms: lossTermsOf(config),
    optimiser: config,
    weightDecay: config.weightDecay,
  };
}

/**
 * Takes training steps for `seconds`, at least one, after a first one that is not counted: it compiles programs and takes
 * memory. `onProgress` hears how many seconds of it have passed. Throws where a step gives no finite loss.
 */
export async function measureSpeed(
  engine: TrainingEngine,
  settings: StepSettings,
  seconds: number,
  onProgress: (seconds: number) => void,
): Promise<MeasuredSpeed> {
  const weights = initialWeights(settings.network, defaultTrainConfig.seed);
  const optimiser = composeOptimiser(settings.optimiser).init(weights.parameters);
  const state = { step: 0, weights, optimiser };
  const batch = exampleBatch(settings);
  const takeStep = async (): Promise<void> => {
    const loss = await engine.run(batch, state, defaultTrainConfig.learningRate);
    if (!Number.isFinite(loss)) throw new Error('It computes wrong results: the loss is no number.');
  };
  await takeStep();
  onProgress(0);
  const startedAt = performance.now();
  for (let steps = 1; ; steps++) {
    await takeStep();
    const passed = (performance.now() - startedAt) / 1000;
    onProgress(Math.min(passed, seconds));
    if (passed < seconds) continue;
    return { stepsPerSecond: steps / passed, cutOutsPerSecond: (steps * settings.batchSize) / passed };
  }
}

/** Stripes, and whether a pixel is on a bright one. */
function exampleBatch({ network, batchSize, patchSize }: StepSettings): Batch {
  const length = batchSize * network.channels * patchSize ** 2;
  const image = Float32Array.from({ length }, (_, pixel) => Math.sin(pixel / 7));
  return { step: 0, image, target: image.map((value) => (value > 0 ? 1 : 0)) };
}
