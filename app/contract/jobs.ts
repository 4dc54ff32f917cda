import type { EvaluationReport } from '../metrics/evaluation.ts';
import type { DeviceLatency } from '../deployment/deviceLatency.ts';
import type { FormReport } from '../deployment/exportedModel.ts';
import type { ModelId, RunId } from '../model/records.ts';
import type { ScoreMeasure } from '../training/search/trialScore.ts';
import type { TrialSettings } from '../training/search/searchSpace.ts';
import type { ErrorCode } from './errors.ts';
import type { JobDetail } from './jobDetails.ts';
import type { JobTitle } from './jobTitles.ts';
import type { ComparedSet, ImageFlicker } from './modelViews.ts';
import type { RefusalReason } from './refusals.ts';
import type { DeviceSpeed } from './workerMessages.ts';

/** Long work: shown in one place, with progress and time left, cancellable; its result stays until it is dismissed. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly title: JobTitle;
  readonly state: 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled';
  /** Finished and total units; `total` 0 where it is not known yet. */
  readonly done: number;
  readonly total: number;
  readonly unit: 'images' | 'objects' | 'steps' | 'trials' | 'files' | 'packages' | 'seconds';
  readonly detail: JobDetail;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly secondsLeft: number | null;
  readonly result: JobResult | null;
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

export type JobKind = JobResult['kind'];

/** One input that was not taken, with the reason in plain words. */
export interface Refusal {
  /** File, or file and row. */
  readonly item: string;
  readonly reason: RefusalReason;
  /** How many objects it is about; absent where it is about something else, or nobody can tell. */
  readonly objects?: number;
}

export type JobResult =
  | {
      readonly kind: 'importImages';
      readonly imported: number;
      readonly duplicates: readonly Refusal[];
      readonly refused: readonly Refusal[];
    }
  | {
      readonly kind: 'importAnnotations';
      /** Objects and images that got them; labels that did not exist before. */
      readonly objects: number;
      readonly images: number;
      readonly newLabels: readonly string[];
      /** Objects that their image had already, with the same pixels and label; they were not added again. */
      readonly alreadyPresent: number;
      /** Images marked done because they are said to have no objects. */
      readonly negatives: number;
      readonly refused: readonly Refusal[];
      /** What objects and categories were taken without, and how many objects that concerns. */
      readonly inPart: readonly Refusal[];
      readonly objectsInPart: number;
    }
  | {
      readonly kind: 'exportCoco';
      readonly folder: string;
      readonly file: string;
      readonly images: number;
      readonly objects: number;
      /** Objects that left as polygons and as run-length masks; each was read back and compared. */
      readonly polygons: number;
      readonly masks: number;
      /** Objects that left as points; each was compared, too. */
      readonly points: number;
      /** Accepted objects without a pixel inside their image. */
      readonly refused: readonly Refusal[];
    }
  | {
      readonly kind: 'train';
      readonly runId: RunId;
      readonly modelId: ModelId;
      readonly bestDice: number;
      readonly steps: number;
      readonly reason: 'steps' | 'minutes' | 'converged' | 'stopped';
      /** The new model and the one in use before, on the same held-out images. */
      readonly comparison: ModelComparison | null;
      /** Whether pre-annotation uses the new model from now on. */
      readonly inUse: boolean;
    }
  | {
      readonly kind: 'search';
      readonly searchId: string;
      readonly measure: ScoreMeasure;
      /** Ended ones, and of these the hopeless ones that ended early. */
      readonly trials: number;
      readonly pruned: number;
      readonly best: {
        readonly number: number;
        readonly runId: RunId | null;
        readonly score: number;
        readonly settings: TrialSettings;
      };
    }
  | {
      readonly kind: 'predict';
      readonly modelId: ModelId;
      readonly images: number;
      readonly suggestions: number;
      readonly accepted: boolean;
      readonly refused: readonly Refusal[];
    }
  | { readonly kind: 'evaluate'; readonly modelId: ModelId; readonly report: EvaluationReport }
  | {
      readonly kind: 'scoreModels';
      readonly modelIds: readonly ModelId[];
      readonly images: number;
      readonly refused: readonly Refusal[];
    }
  | {
      readonly kind: 'learningCurve';
      /** Trainings that were finished, and that were planned. */
      readonly points: number;
      readonly trainings: number;
    }
  | {
      readonly kind: 'flicker';
      readonly modelIds: readonly [ModelId, ModelId];
      readonly set: ComparedSet;
      readonly images: readonly ImageFlicker[];
      readonly refused: readonly Refusal[];
    }
  /** Made and measured, and to be kept or discarded by `exportId`. */
  | { readonly kind: 'exportModel'; readonly exportId: string; readonly modelId: ModelId; readonly report: FormReport }
  | { readonly kind: 'latency'; readonly modelId: ModelId; readonly latencies: readonly DeviceLatency[] }
  | { readonly kind: 'installEngine'; readonly engine: 'tfjs-gpu'; readonly folder: string }
  | { readonly kind: 'speedTest'; readonly speeds: readonly DeviceSpeed[] };

export interface ModelComparison {
  readonly previousModelId: ModelId;
  readonly previousDice: number;
  readonly newDice: number;
  /**
   * TP / (TP + FP + FN) of objects, mean over the IoU thresholds 0.5, 0.55, ..., 0.95, where the new model tells touching
   * objects apart. It then decides which model is better; where it is absent Dice does, as in earlier versions.
   */
  readonly objects?: { readonly previous: number; readonly new: number };
  readonly images: number;
}
