import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import type { Segmentation } from '../segmentation.ts';
import { groupObjects, type GroupingSeparation } from './groupObjects.ts';
import { ObjectTally, type NumberedObjects, type ObjectScore, type ScoredObjects } from './objectScore.ts';

/** What the objects of a model go by, and the score that this gave. */
export interface FittedObjects extends ObjectScore {
  readonly leastContrast: number;
  /** Mean probability over its pixels that an object must reach. */
  readonly leastScore: number;
}

const contrasts = [0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75] as const;
const leastScores = [0, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.875, 0.9, 0.925, 0.95, 0.975] as const;
/** Of the objects that are found, this share must stay: to draw one takes longer than to reject one. */
const keptShare = 0.97;

/**
 * Finds the contrast and the least score at which most objects come out right, over images that are added one after
 * another. Entry `class - 1` of `smallestAreas` is the area, in pixels, that an object must have.
 */
export class ObjectFit {
  readonly #separation: GroupingSeparation;
  readonly #smallestAreas: readonly number[];
  readonly #tallies = contrasts.map((leastContrast) => ({ leastContrast, tally: new ObjectTally() }));

  constructor(separation: GroupingSeparation, smallestAreas: readonly number[]) {
    this.#separation = separation;
    this.#smallestAreas = smallestAreas;
  }

  add(segmentation: Segmentation, size: ImageSize, truth: NumberedObjects): void {
    for (const { leastContrast, tally } of this.#tallies) {
      const objectMap = groupObjects(segmentation, size, { separation: this.#separation, leastContrast });
      tally.add(scoredObjects(objectMap, segmentation, this.#smallestAreas), truth);
    }
  }

  /** `null` where there was no object. Of equal scores, the contrast in their middle, and the lowest least score. */
  best(): FittedObjects | null {
    const fits = this.#tallies.flatMap(({ leastContrast, tally }): FittedObjects[] => {
      const kept = leastScores.filter((leastScore) => tally.found(leastScore) >= keptShare * tally.found(0));
      const scores = kept.flatMap((leastScore) => {
        const score = tally.score(leastScore);
        return score === null ? [] : [{ ...score, leastContrast, leastScore }];
      });
      const most = Math.max(...scores.map(({ mean }) => mean));
      return scores.filter(({ mean }) => mean === most).slice(0, 1);
    });
    const most = Math.max(...fits.map(({ mean }) => mean));
    const winners = fits.filter(({ mean }) => mean === most);
    return winners[Math.floor(winners.length / 2)] ?? null;
  }
}

/** Class of each object by most of its pixels, none where it is too small, and mean probability over its pixels. */
function scoredObjects(
  objectMap: Uint32Array,
  { classMap, probability }: Pick<Segmentation, 'classMap' | 'probability'>,
  smallestAreas: readonly number[],
): ScoredObjects {
  const objects = objectMap.reduce((most, number) => Math.max(most, number), 0) + 1;
  const classes = smallestAreas.length + 1;
  const pixels = new Uint32Array(objects * classes);
  const sums = new Float64Array(objects);
  for (let i = 0; i < objectMap.length; i++) {
    const object = objectMap[i] as number;
    const at = object * classes + (classMap[i] as number);
    pixels[at] = (pixels[at] as number) + 1;
    sums[object] = (sums[object] as number) + (probability[i] as number);
  }
  const classOfObject = new Uint8Array(objects);
  const scoreOfObject = new Float64Array(objects);
  for (let object = 1; object < objects; object++) {
    const own = pixels.subarray(object * classes, (object + 1) * classes);
    const area = own.reduce((sum, count) => sum + count, 0);
    const classIndex = own.indexOf(own.reduce((most, count) => Math.max(most, count), 0));
    classOfObject[object] = area < (smallestAreas[classIndex - 1] ?? 0) ? 0 : classIndex;
    scoreOfObject[object] = (sums[object] as number) / area;
  }
  return { objectMap, classOfObject, scoreOfObject };
}
