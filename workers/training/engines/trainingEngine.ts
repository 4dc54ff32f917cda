import type { Device, DeviceTrial } from '../../../app/contract/workerMessages.ts';
import type { LossTerm } from '../../../app/training/lossTerms.ts';
import type { TrainableNetwork } from '../../architectures/trainableNetwork.ts';
import type { OptimiserSettings } from '../../optimisers/composeOptimiser.ts';
import type { Batch } from '../data/batchThread.ts';
import type { TrainingState } from '../checkpoint.ts';
import type { DropoutSettings } from './channelDropout.ts';

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
  /** Names of the parameters that stay as they are; left out where all learn. */
  readonly held?: ReadonlySet<string>;
  /** Left out where nothing is dropped. */
  readonly dropout?: DropoutSettings;
}

/** What a step changes. */
export type StepState = Pick<TrainingState, 'step' | 'weights' | 'optimiser'>;

/** What runs training steps on one device. */
export interface TrainingEngine {
  readonly device: Device;
  readonly trials: readonly DeviceTrial[];
  /**
   * One step: replaces what `state` holds of weights and optimiser, counts it, returns the loss before the update. What
   * it held before may not be read any more, unless it was read then.
   */
  readonly run: (batch: Batch, state: StepState, learningRate: number) => Promise<number>;
  readonly release: () => Promise<void>;
}
