import type { ReviewState } from '../../app/model/records.ts';
import type { ImageTarget } from '../state/imageSteps.ts';

/** Keys that say something of the open image; pressed again they open it again. */
export const reviewKeys: readonly (readonly [state: Exclude<ReviewState, 'open'>, key: string])[] = [
  ['done', 'D'],
  ['needsReview', 'Shift+D'],
  ['accepted', 'Shift+Y'],
  ['rejected', 'Shift+N'],
];

export const targetKeys: readonly (readonly [target: ImageTarget, next: string, previous: string])[] = [
  ['toDo', 'PageDown', 'PageUp'],
  ['suggested', 'Shift+PageDown', 'Shift+PageUp'],
  ['toReview', 'Alt+PageDown', 'Alt+PageUp'],
];
