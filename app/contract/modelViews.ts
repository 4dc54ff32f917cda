import type { ModelId, RunId } from '../model/records.ts';
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
