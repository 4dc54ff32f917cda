import type { ImageSize } from '../geometry/imageSize.ts';
import { paintClasses } from './classMap.ts';
import type { PredictedObject } from './evaluation.ts';
import { countMatches, iouTable, matchInstances } from './instanceMatching.ts';

/** How far two predictions of one image differ, whichever is right. */
export interface PredictionChange {
  /** Of the image. */
  readonly pixels: number;
  /** Pixels that the two give different labels, or only one of them a label. */
  readonly changedPixels: number;
  /** Objects that both have: the same label and IoU >= 0.5. */
  readonly kept: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

const SAME_IOU = 0.5;

/** The surest prediction covers the others. The change is the same, with sides swapped, the other way round. */
export function predictionChange(
  size: ImageSize,
  first: readonly PredictedObject[],
  second: readonly PredictedObject[],
): PredictionChange {
  const paint = (objects: readonly PredictedObject[]): Uint8Array =>
    paintClasses(
      objects.toSorted((a, b) => a.score - b.score),
      size,
    );
  const [before, after] = [paint(first), paint(second)];
  let changedPixels = 0;
  for (let index = 0; index < before.length; index++) if (before[index] !== after[index]) changedPixels++;

  const classes = new Set([...first, ...second].map(({ classIndex }) => classIndex));
  const matches = [...classes].map((classIndex) => {
    const truths = first
      .filter((object) => object.classIndex === classIndex)
      .map(({ mask }) => ({ mask, isCrowd: false }));
    const found = second.filter((object) => object.classIndex === classIndex);
    return matchInstances(found, truths, iouTable(found, truths), SAME_IOU);
  });
  const { truePositives, falsePositives, falseNegatives } = countMatches(matches);
  return {
    pixels: size.width * size.height,
    changedPixels,
    kept: truePositives,
    onlyFirst: falseNegatives,
    onlySecond: falsePositives,
  };
}

/** Share of all objects of both that only one of them has, 0-1; 0 where neither has any. */
export function changedObjectShare({ kept, onlyFirst, onlySecond }: PredictionChange): number {
  const all = kept + onlyFirst + onlySecond;
  return all === 0 ? 0 : (onlyFirst + onlySecond) / all;
}
