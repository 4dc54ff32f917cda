import type { Job, JobResult } from '../../../app/contract/jobs.ts';
import type { ComparedSet, ImageFlicker } from '../../../app/contract/modelViews.ts';
import { changedObjectShare, type PredictionChange } from '../../../app/metrics/predictionChange.ts';

export const flickerOrders = ['objects', 'pixels'] as const;
export type FlickerOrder = (typeof flickerOrders)[number];

/** What the newest search for differences between the two found, whichever came first in it; `null` without one. */
export function newestFlicker(
  jobs: readonly Job[],
  [firstId, secondId]: readonly [string, string],
  set: ComparedSet,
): readonly ImageFlicker[] | null {
  for (const { result } of jobs) {
    if (result?.kind !== 'flicker' || result.set !== set) continue;
    const [first, second] = result.modelIds;
    if (first === firstId && second === secondId) return result.images;
    if (first === secondId && second === firstId) return swapped(result);
  }
  return null;
}

function swapped({ images }: Extract<JobResult, { kind: 'flicker' }>): readonly ImageFlicker[] {
  return images.map(({ imageId, change }) => ({
    imageId,
    change: { ...change, onlyFirst: change.onlySecond, onlySecond: change.onlyFirst },
  }));
}

const shareOf: { readonly [O in FlickerOrder]: (change: PredictionChange) => number } = {
  objects: changedObjectShare,
  pixels: ({ changedPixels, pixels }) => changedPixels / pixels,
};

/** The largest change first; where shares are equal, more changed pixels. */
export function orderFlicker(rows: readonly ImageFlicker[], order: FlickerOrder): readonly ImageFlicker[] {
  const share = shareOf[order];
  return rows.toSorted((a, b) => share(b.change) - share(a.change) || b.change.changedPixels - a.change.changedPixels);
}

/** Over all images together. */
export function flickerTotal(rows: readonly ImageFlicker[]): PredictionChange {
  return rows.reduce(
    (sum, { change }) => ({
      pixels: sum.pixels + change.pixels,
      changedPixels: sum.changedPixels + change.changedPixels,
      kept: sum.kept + change.kept,
      onlyFirst: sum.onlyFirst + change.onlyFirst,
      onlySecond: sum.onlySecond + change.onlySecond,
    }),
    { pixels: 0, changedPixels: 0, kept: 0, onlyFirst: 0, onlySecond: 0 },
  );
}
