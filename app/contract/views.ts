import type { EvaluationReport } from '../metrics/evaluation.ts';
import type { AnnotationRecord, CommentRecord, ImageId, ImageRecord, ModelId, RunId } from '../model/records.ts';
import type { PlanReason } from '../training/plan/planReasons.ts';
import type { PlanObstacle } from '../training/plan/planObstacles.ts';
import type { PlannedChoice } from '../training/plan/planTraining.ts';
import type { RunRemedy } from '../training/runFailure.ts';
import type { ModelComparison } from './jobs.ts';
import type { Device, DeviceSpeed, DeviceTrial } from './workerMessages.ts';

/** What the host shows of itself and of the project: read-only answers of the contract. */

export interface Hello {
  readonly version: string;
  /** What only a desktop has; the page asks what exists instead of testing for Electron. */
  readonly capabilities: { readonly nativeDialogs: boolean; readonly revealInFolder: boolean };
  readonly project: ProjectSummary | null;
  /** Where a new project is offered. */
  readonly defaultFolder: string;
}

export interface ProjectSummary {
  readonly path: string;
  readonly name: string;
  readonly images: number;
  /** Images that are ground truth: with an accepted object and not rejected, or complete. */
  readonly labelled: number;
  readonly objects: number;
  readonly suggestions: number;
}

export interface RecentProject {
  readonly path: string;
  readonly name: string;
  readonly openedAt: number;
  /** False where the folder is gone. */
  readonly exists: boolean;
}

/** What the objects and comments of an image add up to. */
export interface ImageCounts {
  readonly accepted: number;
  /** Accepted objects that cover pixels, all but points: what ground truth is decided by. */
  readonly areas: number;
  readonly suggested: number;
  /** Highest and lowest score among its suggestions; `null` without any. */
  readonly topScore: number | null;
  readonly lowestScore: number | null;
  /**
   * How undecided the model was: the mean of 1 - |2s - 1| over the scores s of its suggestions. 1 where all are 0.5, 0
   * where all are 0 or 1; `null` without any.
   */
  readonly uncertainty: number | null;
  /** When one of its objects was drawn, changed, accepted or rejected last; `null` where none was. */
  readonly editedAt: number | null;
  /** Comments that nobody has resolved. */
  readonly openComments: number;
}

export type CountsByImage = Readonly<Record<ImageId, ImageCounts>>;

/** One row of the image list. */
export interface ImageSummary extends ImageRecord, ImageCounts {}

export interface OpenImage {
  readonly image: ImageRecord;
  /** All but rejected ones. */
  readonly annotations: readonly AnnotationRecord[];
  readonly comments: readonly CommentRecord[];
}

export interface HistoryState {
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'image' | 'file' | 'project';
  readonly byteSize: number;
}

export interface FolderListing {
  readonly path: string;
  /** `null` at a root. */
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
  /** Home, desktop, pictures, drives. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
}

export interface TrainingPlan {
  readonly choices: readonly PlannedChoice[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly trainImages: number;
  readonly validationImages: number;
  /** On the images to train on. */
  readonly objects: number;
  /** Why training cannot start; `null` where it can. */
  readonly obstacle: PlanObstacle | null;
  /** Accepted objects that nothing is learnt from, because they are points. */
  readonly pointsLeftOut: number;
  readonly beginning: PlannedBeginning;
}

/** What a training would begin with, and why. */
export interface PlannedBeginning {
  /** The model that it goes on from; `null`: none of the project. */
  readonly modelId: ModelId | null;
  readonly reason: PlanReason;
}

export interface RunSummary {
  readonly id: RunId;
  readonly state: 'running' | 'finished' | 'stopped' | 'failed' | 'interrupted';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly device: Device | null;
  readonly steps: number;
  readonly bestDice: number | null;
  readonly modelId: ModelId | null;
  /** The new model beside the one in use before; `null` until they were compared, or where there was none. */
  readonly comparison: ModelComparison | null;
  readonly error: string | null;
  /** Settings to go on with where the same would go wrong again; `null` where there is nothing to change. */
  readonly remedy: RunRemedy | null;
}

export interface RunDetails extends RunSummary {
  readonly config: Readonly<Record<string, unknown>>;
  readonly trials: readonly DeviceTrial[];
  readonly trainImages: number;
  readonly validationImages: number;
  readonly losses: readonly LossPoint[];
  readonly validations: readonly ValidationPoint[];
  /** Newest last. `url` is a picture of the image with its prediction. */
  readonly previews: readonly RunPreview[];
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly stepMs: number;
  readonly dataWaitMs: number;
}

export interface ValidationPoint {
  readonly step: number;
  readonly loss: number;
  readonly dice: number;
  readonly dicePerLabel: Readonly<Record<string, number | null>>;
  /** `null` where touching objects are not told apart. */
  readonly objects: FoundObjects | null;
  readonly best: boolean;
}

/** TP / (TP + FP + FN), 0-1. */
export interface FoundObjects {
  /** Mean over the IoU thresholds 0.5, 0.55, ..., 0.95. */
  readonly mean: number;
  /** At an IoU of 0.5. */
  readonly atHalf: number;
}

export interface RunPreview {
  readonly step: number;
  readonly imageId: string;
  readonly url: string;
}

export interface ModelSummary {
  readonly id: ModelId;
  readonly runId: RunId;
  readonly name: string;
  /** What the person wrote about it; may be empty. */
  readonly note: string;
  readonly createdAt: number;
  readonly architecture: string;
  readonly labels: readonly string[];
  readonly trainedOnImages: number;
  readonly trainedOnObjects: number;
  readonly validationDice: number | null;
  /** The latest evaluation, if any. */
  readonly evaluation: { readonly split: string; readonly report: EvaluationReport } | null;
  /** Pre-annotation and the next fine-tuning use it. */
  readonly inUse: boolean;
  readonly folder: string;
  readonly byteSize: number;
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
  /** What earlier speed tests of these devices measured. */
  readonly speeds: readonly DeviceSpeed[];
  readonly version: string;
  readonly platform: string;
}

export interface DoctorCheck {
  readonly name: string;
  readonly state: 'good' | 'limited' | 'bad';
  /** Plain words: what was found. */
  readonly finding: string;
  /** What to do; empty where nothing is to be done. */
  readonly advice: string;
  /** What can be installed from here. */
  readonly installs?: 'tfjs-gpu';
  /** What a network can be trained on: how it is called elsewhere, and whether it works. */
  readonly device?: { readonly id: Device; readonly works: boolean };
}
