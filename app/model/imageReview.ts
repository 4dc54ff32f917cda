import type { ImageRecord, ReviewState } from './records.ts';

/** What people say of an image, and what follows from it. */

export const reviewStates = [
  'open',
  'done',
  'needsReview',
  'accepted',
  'rejected',
] as const satisfies readonly ReviewState[];

/** How far an image is, as it is shown: an open one is to do until it has an accepted object. In working order. */
export const imageStates = ['toDo', 'inProgress', 'done', 'needsReview', 'accepted', 'rejected'] as const;
export type ImageState = (typeof imageStates)[number];

type Reviewed = Pick<ImageRecord, 'review'>;
type Counted = Reviewed & { readonly accepted: number };
/** Points say what is on an image, but not which pixels it covers: ground truth is of areas alone. */
type Covered = Reviewed & { readonly areas: number };

export function imageStateOf({ review, accepted }: Counted): ImageState {
  if (review !== 'open') return review;
  return accepted > 0 ? 'inProgress' : 'toDo';
}

/** Every object is labelled, as somebody said who was not contradicted; without objects it is a true negative. */
export function isComplete({ review }: Reviewed): boolean {
  return review === 'done' || review === 'accepted';
}

/** Ground truth: it has accepted objects with an area, or is complete. What a reviewer has rejected is neither. */
export function isLabelled(image: Covered): boolean {
  return isComplete(image) || (image.areas > 0 && image.review !== 'rejected');
}

/** Somebody has said what is on it, by areas or by points, and was not contradicted: it is worth taking elsewhere. */
export function isAnnotated(image: Counted): boolean {
  return isComplete(image) || (image.accepted > 0 && image.review !== 'rejected');
}

/** What a model is asked to label when it labels the rest: nobody has found or ruled out an object there. */
export function isUnlabelled(image: Covered): boolean {
  return image.areas === 0 && !isComplete(image);
}
