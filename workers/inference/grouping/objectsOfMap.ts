import type { PredictedInstance } from '../../../app/contract/workerMessages.ts';
import type { ImageSize } from '../../../app/geometry/imageSize.ts';
import { maskFromSpans, spanPosition } from '../../../app/geometry/spans.ts';
import type { Segmentation } from '../segmentation.ts';

interface FoundObject {
  readonly spans: number[];
  area: number;
  score: number;
  /** Pixels by class. */
  readonly classes: number[];
}

/**
 * The objects of a map of object numbers, (height, width) with 0 for the background, in the order of their numbers. The
 * class of an object is that of most of its pixels, its score the mean probability over them. Objects of fewer pixels
 * than entry `class - 1` of `smallestAreas` are left out.
 */
export function objectsOfMap(
  objectMap: Uint32Array,
  { classMap, probability }: Pick<Segmentation, 'classMap' | 'probability'>,
  size: ImageSize,
  smallestAreas: readonly number[],
): PredictedInstance[] {
  const found = [...collect(objectMap, classMap, probability, size)].sort(([a], [b]) => a - b);
  return found.flatMap(([, { spans, area, score, classes }]): PredictedInstance[] => {
    const most = Math.max(...classes.filter((count) => count > 0));
    const classIndex = classes.indexOf(most);
    const geometry = maskFromSpans(spans);
    if (geometry === null || area < (smallestAreas[classIndex - 1] ?? 0)) return [];
    return [{ classIndex, score: score / area, geometry }];
  });
}

/** Column by column, as spans run. */
function collect(
  objectMap: Uint32Array,
  classMap: Uint8Array,
  probability: Float32Array,
  { width, height }: ImageSize,
): ReadonlyMap<number, FoundObject> {
  const found = new Map<number, FoundObject>();
  for (let x = 0; x < width; x++) {
    let previous = 0;
    let object: FoundObject | undefined;
    for (let y = 0; y < height; y++) {
      const pixel = y * width + x;
      const number = objectMap[pixel] as number;
      if (number !== previous) {
        object?.spans.push(spanPosition(x, y));
        object = number === 0 ? undefined : objectOf(found, number);
        object?.spans.push(spanPosition(x, y));
        previous = number;
      }
      if (object === undefined) continue;
      const classIndex = classMap[pixel] as number;
      object.area++;
      object.score += probability[pixel] as number;
      object.classes[classIndex] = (object.classes[classIndex] ?? 0) + 1;
    }
    object?.spans.push(spanPosition(x, height));
  }
  return found;
}

function objectOf(found: Map<number, FoundObject>, number: number): FoundObject {
  const known = found.get(number) ?? { spans: [], area: 0, score: 0, classes: [0] };
  found.set(number, known);
  return known;
}
