import type { PredictedInstance } from '../../app/contract/workerMessages.ts';
import { spansFromBitmap } from '../../app/geometry/bitmap.ts';
import { splitComponents } from '../../app/geometry/components.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { columnOf, maskFromSpans, spanPosition, type Spans, spansArea } from '../../app/geometry/spans.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { groupObjects } from './grouping/groupObjects.ts';
import { objectsOfMap } from './grouping/objectsOfMap.ts';
import type { Segmentation } from './segmentation.ts';

/** The objects of an image, as the model that `card` describes tells them apart. */
export function instancesOf(
  segmentation: Segmentation,
  size: ImageSize,
  {
    labels,
    separation,
    leastContrast,
    leastScore,
  }: Pick<ModelCard, 'labels' | 'separation' | 'leastContrast' | 'leastScore'>,
): PredictedInstance[] {
  const smallestAreas = labels.map(({ smallestArea }) => smallestArea);
  if (separation === 'components') return instancesFromSegmentation(segmentation, size, smallestAreas);
  const objectMap = groupObjects(segmentation, size, { separation, leastContrast });
  const objects = objectsOfMap(objectMap, segmentation, size, smallestAreas);
  return objects.filter(({ score }) => score >= leastScore);
}

/**
 * Splits a class map into objects: the connected components of each class, over sides and corners, with their holes.
 * The score of an object is the mean probability of its class over its pixels. Components of fewer pixels
 * than entry `class - 1` of `smallestAreas` are left out. In the order of classes, then of the first pixel column by column.
 */
export function instancesFromSegmentation(
  { classMap, probability }: Pick<Segmentation, 'classMap' | 'probability'>,
  size: ImageSize,
  smallestAreas: readonly number[],
): PredictedInstance[] {
  const present = [...new Set(classMap)].filter((classIndex) => classIndex > 0).toSorted((a, b) => a - b);
  return present.flatMap((classIndex) => {
    const data = classMap.map((value) => (value === classIndex ? 1 : 0));
    const spans = spansFromBitmap({ box: { x: 0, y: 0, ...size }, data });
    return splitComponents(spans, 8).flatMap((component): PredictedInstance[] => {
      const geometry = maskFromSpans(component);
      const area = spansArea(component);
      if (geometry === null || area < (smallestAreas[classIndex - 1] ?? 0)) return [];
      return [{ classIndex, score: sumOver(component, probability, size.width) / area, geometry }];
    });
  });
}

function sumOver(spans: Spans, values: Float32Array, width: number): number {
  let sum = 0;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const column = columnOf(start);
    const top = start - spanPosition(column, 0);
    const bottom = top + (spans[index + 1] as number) - start;
    for (let row = top; row < bottom; row++) sum += values[row * width + column] as number;
  }
  return sum;
}
