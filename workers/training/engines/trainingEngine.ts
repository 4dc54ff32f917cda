import { AppError } from '../../../app/contract/errors.ts';
import type { Device, DeviceTrial } from '../../../app/contract/workerMessages.ts';
import type { LossTerm } from '../../../app/training/lossTerms.ts';
import type { TrainableNetwork } from '../../architectures/trainableNetwork.ts';
import type { OptimiserSettings } from '../../optimisers/composeOptimiser.ts';
import type { Batch } from '../batchThread.ts';
import type { TrainingState } from '../checkpoint.ts';

/** What one training step computes; the same for every engine. */
export interface StepSettings {
  readonly network: TrainableNetwork;
  readonly batchSize: number;
  /** Pixels. */
  readonly patchSize: number;
  readonly classWeights: readonly number[];
  readonly lossTerms: readonly LossTerm[];
  readonly optimiser: OptimiserSettings;
  readonly weightDecay: number;
}

/** What runs training steps on one device. */
export interface TrainingEngine {
  readonly device: Device;
  readonly trials: readonly DeviceTrial[];
  /** One step: replaces what `state` holds of weights and optimiser, counts it, returns the loss before the update. */
  readonly run: (batch: Batch, state: TrainingState, learningRate: number) => Promise<number>;
  readonly release: () => Promise<void>;
}

/** The error of a step, in plain words where memory ran out; any other as it is. */
export function stepError(cause: unknown, { batchSize, patchSize }: StepSettings): unknown {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (!/bad_alloc|allocat|out of memory|OOM/i.test(text)) return cause;
  const sentence =
    `There is not enough memory for ${batchSize} cut-outs of ${patchSize} pixels in one step: ` +
    'choose a smaller batch or smaller cut-outs.';
  return new AppError('TRAINING_FAILED', sentence, cause);
}
