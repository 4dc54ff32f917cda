import type { ImageSummary } from '../../app/contract/views.ts';
import { imageStateOf } from '../../app/model/imageReview.ts';

/** Where a person goes on: what needs a look of some kind. */
export const imageTargets = ['toDo', 'suggested', 'toReview'] as const;
export type ImageTarget = (typeof imageTargets)[number];

const awaits: { readonly [T in ImageTarget]: (image: ImageSummary) => boolean } = {
  toDo: (image) => ['toDo', 'inProgress'].includes(imageStateOf(image)),
  suggested: (image) => image.suggested > 0,
  toReview: (image) => imageStateOf(image) === 'needsReview',
};

/**
 * The nearest other image in this direction that awaits something, going round at the end. `order` holds the shown images
 * and, where it is not shown any more, the current one. `null` where no other image awaits it.
 */
export function stepToTarget(
  order: readonly ImageSummary[],
  currentId: string | null,
  target: ImageTarget,
  direction: 1 | -1,
): ImageSummary | null {
  const index = order.findIndex((image) => image.id === currentId);
  const from = index < 0 && direction < 0 ? order.length : index;
  for (let step = 1; step <= order.length; step++) {
    const image = order[modulo(from + direction * step, order.length)];
    if (image !== undefined && image.id !== currentId && awaits[target](image)) return image;
  }
  return null;
}

const modulo = (value: number, count: number): number => ((value % count) + count) % count;
