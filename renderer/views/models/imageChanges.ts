import type { ModelScores } from '../../../app/contract/modelViews.ts';
import type { ImageId } from '../../../app/model/records.ts';

/** How one image fares with another model. */
export interface ImageChange {
  readonly imageId: ImageId;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly change: number;
  /** One of the two chose its best step by it. */
  readonly isValidation: boolean;
}

/** Images behind the totals, by what model `index` does on them against the first. Ties stay in the order of the images. */
export function imageChanges(scores: ModelScores, index: number, order: 'worst' | 'best'): readonly ImageChange[] {
  const changes = scores.images.flatMap((image): ImageChange[] => {
    const [from, to] = [image.dice[0], image.dice[index]];
    if (!image.counts || image.scores.includes('missing') || typeof from !== 'number' || typeof to !== 'number')
      return [];
    const isValidation = image.seenAs[0] === 'validation' || image.seenAs[index] === 'validation';
    return [{ imageId: image.imageId, name: image.name, from, to, change: to - from, isValidation }];
  });
  const sign = order === 'worst' ? 1 : -1;
  return changes.toSorted((a, b) => sign * (a.change - b.change));
}
