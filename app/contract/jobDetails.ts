import { deviceNames } from './deviceNames.ts';
import { sentenceOf, type Sentences } from './sentences.ts';
import type { Device } from './workerMessages.ts';

/** What a job is doing now, where that is more than a name. */
type Activity =
  | { readonly kind: 'device'; readonly device: Device }
  /** `dice` of the last validation, 0-1. */
  | { readonly kind: 'learning'; readonly loss: number; readonly dice: number | null }
  | { readonly kind: 'comparing' }
  /** `best` is the best score of the trials before it, 0-1. */
  | { readonly kind: 'trial'; readonly number: number; readonly doing: JobDetail; readonly best: number | null }
  | {
      readonly kind: 'curveTraining';
      readonly number: number;
      readonly of: number;
      readonly objects: number;
      readonly images: number;
    }
  | { readonly kind: 'imagesKept'; readonly images: number };

/** The name of what is at work now, such as a file, as it is in every language; or what is done. May be empty. */
export type JobDetail = string | Activity;
export type DetailSentences = Sentences<Activity>;

/** As scores are written where they are shown. */
const scoreText = (score: number): string => score.toFixed(3);

export const detailsInEnglish: DetailSentences = {
  device: ({ device }) => deviceNames[device],
  learning: ({ loss, dice }) => `loss ${loss.toFixed(3)}${dice === null ? '' : `, Dice ${scoreText(dice)}`}`,
  comparing: () => 'Comparing with the model in use',
  trial: ({ number, doing, best }) =>
    `Trial ${number}: ${detailInEnglish(doing)}${best === null ? '' : ` · best ${scoreText(best)}`}`,
  curveTraining: ({ number, of, objects, images }) =>
    `Training ${number} of ${of}: ${objects} objects on ${images} images`,
  imagesKept: ({ images }) => `${images} images were imported before that and stay in the project.`,
};

export function detailText(detail: JobDetail, sentences: DetailSentences): string {
  return typeof detail === 'string' ? detail : sentenceOf(detail, sentences);
}

export function detailInEnglish(detail: JobDetail): string {
  return detailText(detail, detailsInEnglish);
}
