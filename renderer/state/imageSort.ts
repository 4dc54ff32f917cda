import type { ImageSummary } from '../../app/contract/views.ts';
import { imageStateOf, imageStates } from '../../app/model/imageReview.ts';

export const imageSorts = [
  'name',
  'imported',
  'edited',
  'state',
  'objects',
  'uncertainty',
  'lowestScore',
  'highestScore',
] as const;
export type ImageSort = (typeof imageSorts)[number];

type Comparison = (a: ImageSummary, b: ImageSummary) => number;

const stateOrder = new Map(imageStates.map((state, index) => [state, index]));

/** By working order: what is to do comes first. */
export const byState: Comparison = (a, b) => stateIndex(a) - stateIndex(b);

const stateIndex = (image: ImageSummary): number => stateOrder.get(imageStateOf(image)) ?? 0;

/** What an image does not have puts it behind all that have it: scores are 0-1, times positive. */
const compare: { readonly [S in Exclude<ImageSort, 'name'>]: Comparison } = {
  imported: (a, b) => b.importedAt - a.importedAt,
  edited: (a, b) => (b.editedAt ?? -1) - (a.editedAt ?? -1),
  state: byState,
  objects: (a, b) => b.accepted - a.accepted,
  uncertainty: (a, b) => (b.uncertainty ?? -1) - (a.uncertainty ?? -1),
  lowestScore: (a, b) => (a.lowestScore ?? 2) - (b.lowestScore ?? 2),
  highestScore: (a, b) => (b.topScore ?? -1) - (a.topScore ?? -1),
};

/**
 * A sorted copy. The list comes in natural order of the names and sorting is stable, so that ties go by name; comparing
 * a hundred thousand names again at every edit would take seconds.
 */
export function sortImages(images: readonly ImageSummary[], sort: ImageSort): readonly ImageSummary[] {
  return sort === 'name' ? images : images.toSorted(compare[sort]);
}
