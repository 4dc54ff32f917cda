import { createHash } from 'node:crypto';
import type { RunDataset, RunImage } from '../../app/training/runDataset.ts';

/** Shares of the labelled objects that a learning curve is measured at. */
const shares = [0.25, 0.5, 1] as const;

export interface CurveSubset {
  /** The same validation images in each, so that the scores can be compared. */
  readonly dataset: RunDataset;
  /** To train on. */
  readonly images: number;
  readonly objects: number;
}

/**
 * Growing subsets of the images to train on, each within the next; those that would be the same as a smaller one or hold
 * no object are left out. Every `repeat` takes other images first. The first images are chosen so that all labels are
 * there as early as they can be.
 */
export function curveSubsets(dataset: RunDataset, repeat: number): CurveSubset[] {
  const train = inOrder(
    dataset.images.filter(({ split }) => split === 'train'),
    repeat,
  );
  const others = dataset.images.filter(({ split }) => split === 'val');
  const total = objectsOf(train);
  const sizes = new Set(shares.map((share) => imagesFor(train, share * total)));
  return [...sizes].flatMap((images) => {
    const chosen = train.slice(0, images);
    const objects = objectsOf(chosen);
    return objects === 0 ? [] : [{ dataset: { ...dataset, images: [...chosen, ...others] }, images, objects }];
  });
}

function inOrder(images: readonly RunImage[], repeat: number): readonly RunImage[] {
  const key = ({ id }: RunImage): string => createHash('sha256').update(`${repeat} ${id}`).digest('hex');
  const shuffled = images.map((image) => [key(image), image] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const seen = new Set<number>();
  const bringsLabel = shuffled.map(([, { objects }]) => {
    const news = objects.filter(({ classIndex }) => !seen.has(classIndex));
    for (const { classIndex } of news) seen.add(classIndex);
    return news.length > 0;
  });
  const all = shuffled.map(([, image]) => image);
  return [...all.filter((_, index) => bringsLabel[index]), ...all.filter((_, index) => bringsLabel[index] !== true)];
}

/** So many first images that their objects come nearest to `wanted`; at least one. */
function imagesFor(images: readonly RunImage[], wanted: number): number {
  let objects = 0;
  let best = 1;
  let distance = Infinity;
  images.forEach((image, index) => {
    objects += image.objects.length;
    if (Math.abs(objects - wanted) >= distance) return;
    distance = Math.abs(objects - wanted);
    best = index + 1;
  });
  // The whole set is the whole set, also where its last images show nothing.
  return wanted >= objects ? images.length : best;
}

function objectsOf(images: readonly RunImage[]): number {
  return images.reduce((sum, { objects }) => sum + objects.length, 0);
}
