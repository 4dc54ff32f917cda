import type { RunDataset } from '../../../app/training/runDataset.ts';
import { classCount, outputPlanes } from '../../../app/training/separation.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import type { Normalisation } from '../../inference/networkInput.ts';
import { ignoredClass } from '../../../app/training/ignoredClass.ts';
import { isRim } from '../targets/rims.ts';
import type { TargetSettings } from '../targets/targetPlanes.ts';
import type { LabelledPixels } from './cutPatch.ts';

export interface DataStatistics {
  readonly normalisation: Normalisation;
  /** Weight of each class in the cross-entropy; class 0 is the background. */
  readonly classWeights: readonly number[];
}

/** What one image adds to them. */
export interface ImageMeasures {
  readonly imageIndex: number;
  /** Pixels that were read. */
  readonly count: number;
  /** One for each channel of the network: of the values in stored units, and of their squares. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** Pixels of each class. */
  readonly classPixels: Float64Array;
}

/** Images beyond this number change the statistics too little to be worth reading. */
const sampledImages = 200;
const pixelsPerImage = 100_000;

/** Which of so many training images are measured. */
export function measuredImages(images: number): number[] {
  const stride = Math.ceil(images / sampledImages);
  return Array.from({ length: images }, (_, index) => index).filter((index) => index % stride === 0);
}

/** A grey image fills all `channels`. */
export function measureImage(
  imageIndex: number,
  { pixels, objectMap, classOfObject, depths, radii }: LabelledPixels,
  { separation, labels }: TargetSettings,
  channels: number,
): ImageMeasures {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const classPixels = new Float64Array(256);
  const rimClass = classCount(separation, labels) - 1;
  const hasRims = outputPlanes[separation].hasRimClass;
  const step = Math.ceil(objectMap.length / pixelsPerImage);
  let count = 0;
  for (let at = 0; at < objectMap.length; at += step) {
    const object = objectMap[at] as number;
    const label = classOfObject[object] as number;
    const isRimPixel = hasRims && object > 0 && label !== ignoredClass;
    const classIndex = isRimPixel && isRim(depths[at] as number, radii[object] as number) ? rimClass : label;
    classPixels[classIndex] = (classPixels[classIndex] as number) + 1;
    for (let channel = 0; channel < channels; channel++) {
      const value = pixels.data[at * pixels.channels + (pixels.channels === 1 ? 0 : channel)] as number;
      sums[channel] = (sums[channel] as number) + value;
      squares[channel] = (squares[channel] as number) + value * value;
    }
    count++;
  }
  return { imageIndex, count, sums, squares, classPixels };
}

/**
 * Mean and standard deviation of the training images by channel of the network, in stored units, and weights of the
 * classes. They are added up in the order of the images, whoever measured them, so that they are the same to the last bit.
 */
export function statisticsOf(
  measures: readonly ImageMeasures[],
  { labels }: Pick<RunDataset, 'labels'>,
  { classWeighting, separation }: Pick<TrainConfig, 'classWeighting' | 'separation'>,
): DataStatistics {
  const inOrder = measures.toSorted((a, b) => a.imageIndex - b.imageIndex);
  const add = (of: (measure: ImageMeasures) => Float64Array): number[] =>
    inOrder.map(of).reduce<number[]>((sums, part) => Array.from(part, (value, i) => (sums[i] ?? 0) + value), []);
  const count = inOrder.reduce((sum, measure) => sum + measure.count, 0);
  const squares = add((measure) => measure.squares);
  const mean = add(({ sums }) => sums).map((sum) => sum / count);
  const deviations = mean.map((value, channel) => Math.sqrt((squares[channel] ?? 0) / count - value ** 2));
  const classPixels = add((measure) => measure.classPixels).slice(0, classCount(separation, labels.length));
  return {
    normalisation: { mean, standardDeviation: deviations.map((deviation) => (deviation > 1e-6 ? deviation : 1)) },
    classWeights: weightsOf(classPixels, classWeighting),
  };
}

const largestWeight = 20;

/** Balanced: one over the square root of a class's share, so that rare classes count more without ruling. */
function weightsOf(classPixels: readonly number[], weighting: TrainConfig['classWeighting']): number[] {
  if (weighting === 'none') return classPixels.map(() => 1);
  const commonest = Math.max(...classPixels);
  return classPixels.map((count) => (count === 0 ? 1 : Math.min(Math.sqrt(commonest / count), largestWeight)));
}
