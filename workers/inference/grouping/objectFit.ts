import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import type { Segmentation } from '../segmentation.ts';
import { groupObjects, type GroupingSeparation } from './groupObjects.ts';
import { ObjectTally, type NumberedObjects, type ObjectScore } from './objectScore.ts';

export interface FittedObjects extends ObjectScore {
  /** The contrast that gave this score. */
  readonly leastContrast: number;
}

const contrasts = [0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75] as const;

/** Finds the contrast at which most objects come out right, over images that are added one after another. */
export class ObjectFit {
  readonly #separation: GroupingSeparation;
  readonly #tallies = contrasts.map((leastContrast) => ({ leastContrast, tally: new ObjectTally() }));

  constructor(separation: GroupingSeparation) {
    this.#separation = separation;
  }

  add(segmentation: Segmentation, size: ImageSize, truth: NumberedObjects): void {
    for (const { leastContrast, tally } of this.#tallies) {
      const objectMap = groupObjects(segmentation, size, { separation: this.#separation, leastContrast });
      tally.add({ objectMap, classOfObject: classesOf(objectMap, segmentation.classMap) }, truth);
    }
  }

  /** `null` where there was no object. Of equal scores, the contrast in their middle. */
  best(): FittedObjects | null {
    const scores = this.#tallies.flatMap(({ leastContrast, tally }) => {
      const score = tally.score();
      return score === null ? [] : [{ ...score, leastContrast }];
    });
    const most = Math.max(...scores.map(({ mean }) => mean));
    const winners = scores.filter(({ mean }) => mean === most);
    return winners[Math.floor(winners.length / 2)] ?? null;
  }
}

/** Class of each object by most of its pixels. */
function classesOf(objectMap: Uint32Array, classMap: Uint8Array): Uint8Array {
  const objects = objectMap.reduce((most, number) => Math.max(most, number), 0) + 1;
  const classes = classMap.reduce((most, classIndex) => Math.max(most, classIndex), 0) + 1;
  const pixels = new Uint32Array(objects * classes);
  for (let i = 0; i < objectMap.length; i++) {
    const at = (objectMap[i] as number) * classes + (classMap[i] as number);
    pixels[at] = (pixels[at] as number) + 1;
  }
  return Uint8Array.from({ length: objects }, (_, object) => {
    const own = pixels.subarray(object * classes, (object + 1) * classes);
    return object === 0 ? 0 : own.indexOf(own.reduce((most, count) => Math.max(most, count), 0));
  });
}
