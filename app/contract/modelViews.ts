import type { EvaluatedImage } from '../metrics/imageFindings.ts';
import type { TallyScores } from '../metrics/imageTally.ts';
import type { PredictionChange } from '../metrics/predictionChange.ts';
import type { AreaGeometry } from '../geometry/geometry.ts';
import type { ImageId, LabelId, ModelId, RunId, Split } from '../model/records.ts';
import type { RunSummary } from './views.ts';

/** What the host shows of the models of a project beside their summaries. */

/** What a training began with. */
export type ModelParent =
  /** Random weights. */
  | { readonly kind: 'none' }
  | { readonly kind: 'model'; readonly modelId: ModelId }
  /** A file of another program. */
  | { readonly kind: 'file'; readonly name: string }
  /** Made before this was kept. */
  | { readonly kind: 'unknown' };

export interface LabelCount {
  readonly name: string;
  readonly objects: number;
}

/** One setting that differs; `null` where that side has no such setting. */
export interface SettingChange {
  readonly key: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What goes with a model. */
export interface ModelRemoval {
  /** Space on the disk. */
  readonly bytes: number;
  /** Undecided suggestions that it made; they stay. */
  readonly suggestions: number;
}

/** What came of taking a model into use. */
export interface ModelUse {
  /** The one in use before; `null` where there was none. */
  readonly previousId: ModelId | null;
  /** Undecided suggestions of other models; they stay. */
  readonly suggestions: readonly { readonly modelId: ModelId; readonly count: number }[];
}

/** A model that is there, or was, with all that is known of where it comes from. */
export interface LineageNode {
  readonly id: ModelId;
  readonly runId: RunId;
  readonly name: string;
  readonly note: string;
  readonly createdAt: number;
  /** `null` while it is there. */
  readonly removedAt: number | null;
  readonly inUse: boolean;
  readonly architecture: string;
  readonly validationDice: number | null;
  readonly byteSize: number;
  readonly trainedOnImages: number;
  readonly trainedOnObjects: number;
  readonly parent: ModelParent;
  /** `null` where the run is not kept. */
  readonly run: Pick<RunSummary, 'state' | 'startedAt' | 'finishedAt' | 'steps' | 'device'> | null;
  readonly validationImages: number | null;
  readonly datasetHash: string | null;
  /** On the images to train on; `null` where it is not known. */
  readonly labels: readonly LabelCount[] | null;
  /** Settings that differ from those of the parent, or of a usual training where there is none; `null`: not known. */
  readonly settings: {
    readonly comparedWith: 'parent' | 'defaults';
    readonly changes: readonly SettingChange[];
  } | null;
}

/** Images that models are scored on: labelled ones. */
export const scoredSets = ['val', 'test', 'labelled'] as const;
export type ScoredSet = (typeof scoredSets)[number];
/** Images that predictions are compared on. */
export const comparedSets = [...scoredSets, 'unlabelled', 'all'] as const;
export type ComparedSet = (typeof comparedSets)[number];

/** What a model had of an image: it learnt from it, it chose its best step by it, or neither. */
export type SeenAs = 'train' | 'validation' | 'no' | 'unknown';

export interface ScoredImage {
  readonly imageId: ImageId;
  readonly name: string;
  readonly split: Split | null;
  /** By model, as everything below. */
  readonly seenAs: readonly SeenAs[];
  /** No model learnt from it. */
  readonly counts: boolean;
  /** `stale`: labels of the image have changed since. */
  readonly scores: readonly ('current' | 'stale' | 'missing')[];
  /** Mean over the labels that all models know; `null` without a score. */
  readonly dice: readonly (number | null)[];
}

export interface ScoredModel {
  readonly modelId: ModelId;
  /** Over the images that count; `null` without any. */
  readonly totals: TallyScores | null;
  /** Images of the set that it learnt from. */
  readonly seen: number;
  /** False for models of older projects, which may have learnt from any of the images. */
  readonly seenIsKnown: boolean;
  /** Of the images that no model learnt from. */
  readonly missing: number;
  readonly stale: number;
}

/** Models on the same images, side by side. */
export interface ModelScores {
  readonly set: ScoredSet;
  /** Labels that all models know. */
  readonly labels: readonly LabelId[];
  readonly images: readonly ScoredImage[];
  /** Images behind the totals. */
  readonly counted: number;
  readonly models: readonly ScoredModel[];
}

export interface ImageFlicker {
  readonly imageId: ImageId;
  readonly change: PredictionChange;
}

/** What a model finds on one image, in labels of the project. */
export interface ImagePrediction {
  readonly objects: readonly { readonly labelId: LabelId; readonly score: number; readonly geometry: AreaGeometry }[];
}

/** One short training on a part of what is labelled. */
export interface MeasuredPoint {
  readonly images: number;
  readonly objects: number;
  /** Dice on the held-out images, 0-1. */
  readonly score: number;
  readonly steps: number;
  readonly repeat: number;
}

export interface MeasuredCurve {
  readonly id: string;
  readonly measuredAt: number;
  readonly points: readonly MeasuredPoint[];
  /** What each training was given. */
  readonly minutes: number | null;
  readonly steps: number | null;
  readonly validationImages: number;
  /** False where it was stopped before the last training. */
  readonly isWhole: boolean;
}

/** What is known of how scores grow with labelled objects. */
export interface LearningCurves {
  /** The newest measurement; `null` before the first. */
  readonly measured: MeasuredCurve | null;
  /** Models of the project with what they were trained on and their own scores. */
  readonly models: readonly { readonly modelId: ModelId; readonly objects: number; readonly score: number }[];
  /** What a measurement would train on now. */
  readonly sizes: readonly { readonly images: number; readonly objects: number }[];
  /** Why none can be made; `null` where one can. */
  readonly obstacle: 'fewImages' | 'noValidation' | null;
}

/** A page of the images of an evaluation, the worst first. */
export interface EvaluatedImages {
  /** Labels by class of an error. */
  readonly labelIds: readonly string[];
  /** Of all pages. */
  readonly total: number;
  readonly images: readonly EvaluatedImage[];
}
