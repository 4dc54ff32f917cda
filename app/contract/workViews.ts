import type { LabelId, ModelId } from '../model/records.ts';

/**
 * How an object came to be. A suggestion is corrected where its label or shape is not the model's any more, and rejected
 * where a person said so or deleted it.
 */
export const objectFates = ['drawn', 'untouched', 'corrected', 'rejected', 'imported'] as const;
export type ObjectFate = (typeof objectFates)[number];

export interface WorkFigures {
  readonly objects: number;
  /** Of these, how many were measured from their first edit to their last. */
  readonly measured: number;
  /** Of the measured ones. */
  readonly activeMs: number;
  /** `null` where none was measured. */
  readonly medianMs: number | null;
}

export type FiguresByFate = { readonly [F in ObjectFate]: WorkFigures };

export interface DayOfWork {
  /** Such as "2026-11-30", by the clock of the machine. */
  readonly day: string;
  readonly activeMs: number;
  /** Measured objects that were drawn or accepted. */
  readonly labelled: number;
}

/**
 * What drawing the accepted suggestions would have taken, at the median time of drawn objects of the same label, and
 * what all suggestions of these labels took. Only measured objects count.
 */
export interface ModelSaving {
  readonly accepted: number;
  readonly drawingMs: number;
  readonly spentMs: number;
  /** Accepted ones of labels with too few drawn objects to compare with. */
  readonly leftOut: number;
}

export interface WorkReport {
  readonly days: readonly DayOfWork[];
  readonly activeMs: number;
  /** Measured objects that were drawn or accepted: what a rate counts. */
  readonly labelled: number;
  readonly all: FiguresByFate;
  readonly labels: readonly { readonly labelId: LabelId; readonly name: string; readonly figures: FiguresByFate }[];
  readonly models: readonly {
    readonly modelId: ModelId;
    readonly name: string;
    readonly untouched: number;
    readonly corrected: number;
    readonly rejected: number;
  }[];
  /** `null` where no accepted suggestion can be compared. */
  readonly saving: ModelSaving | null;
}
