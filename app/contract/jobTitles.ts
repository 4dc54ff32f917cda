import type { ExportForm } from '../deployment/exportedModel.ts';
import type { ScoredSet } from './modelViews.ts';
import type { Sentences } from './sentences.ts';

/** What a job is about, in numbers and names. */
export type JobTitle =
  | { readonly kind: 'importPlace'; readonly place: string }
  | { readonly kind: 'importFromFolder'; readonly images: number; readonly folder: string }
  | { readonly kind: 'importPlaces'; readonly places: number }
  | { readonly kind: 'importMasks'; readonly folder: string }
  | { readonly kind: 'importObjects'; readonly file: string }
  | { readonly kind: 'exportCoco'; readonly images: number }
  | { readonly kind: 'train'; readonly images: number }
  | { readonly kind: 'search'; readonly varied: number }
  | { readonly kind: 'predict'; readonly images: number }
  | { readonly kind: 'evaluate'; readonly model: string; readonly images: number; readonly set: ScoredSet }
  | { readonly kind: 'scoreModels'; readonly models: number; readonly images: number; readonly set: ScoredSet }
  | { readonly kind: 'learningCurve'; readonly trainings: number }
  | { readonly kind: 'flicker'; readonly first: string; readonly second: string; readonly images: number }
  | { readonly kind: 'exportModel'; readonly model: string; readonly form: ExportForm }
  | { readonly kind: 'latency'; readonly model: string }
  | { readonly kind: 'installEngine' }
  | { readonly kind: 'speedTest'; readonly devices: number };
export type TitleSentences = Sentences<JobTitle>;
