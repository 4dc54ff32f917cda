import type { RunDataset, RunImage } from '../../../app/training/runDataset.ts';
import { classCount, outputPlanes } from '../../../app/training/separation.ts';
import type { TrainConfig } from '../../../app/training/trainConfig.ts';
import type { Normalisation } from '../../inference/networkInput.ts';
import { ignoredClass } from '../../losses/lossInput.ts';
import { isRim } from '../targets/rims.ts';
import type { ImageCache } from './imageCache.ts';

export interface DataStatistics {
  readonly normalisation: Normalisation;
  /** Weight of each class in the cross-entropy; class 0 is the background. */
  readonly classWeights: readonly number[];
}

/** Images beyond this number change the statistics too little to be worth reading. */
const sampledImages = 200;
const pixelsPerImage = 100_000;

/**
 * Mean and standard deviation of the training images by channel of the network, in stored units, and weights of the
 * classes. Grey images fill all channels.
 */
export async function measureData(
  dataset: RunDataset,
  train: readonly RunImage[],
  cache: ImageCache,
  config: Pick<TrainConfig, 'classWeighting' | 'separation'>,
  channels: number,
): Promise<DataStatistics> {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const classPixels = new Float64Array(256);
  let count = 0;
  const classes = classCount(config.separation, dataset.labels.length);
  const hasRims = outputPlanes[config.separation].hasRimClass;
  const stride = Math.ceil(train.length / sampledImages);
  for (let index = 0; index < train.length; index += stride) {
    const { pixels, objectMap, classOfObject, depths, radii } = await cache.get(index);
    const step = Math.ceil(objectMap.length / pixelsPerImage);
    for (let at = 0; at < objectMap.length; at += step) {
      const object = objectMap[at] as number;
      const label = classOfObject[object] as number;
      const isRimPixel = hasRims && object > 0 && label !== ignoredClass;
      const classIndex = isRimPixel && isRim(depths[at] as number, radii[object] as number) ? classes - 1 : label;
      classPixels[classIndex] = (classPixels[classIndex] as number) + 1;
      for (let channel = 0; channel < channels; channel++) {
        const value = pixels.data[at * pixels.channels + (pixels.channels === 1 ? 0 : channel)] as number;
        sums[channel] = (sums[channel] as number) + value;
        squares[channel] = (squares[channel] as number) + value * value;
      }
      count++;
    }
  }
  const mean = Array.from(sums, (sum) => sum / count);
  const deviations = mean.map((value, channel) => Math.sqrt((squares[channel] ?? 0) / count - value ** 2));
  return {
    normalisation: { mean, standardDeviation: deviations.map((deviation) => (deviation > 1e-6 ? deviation : 1)) },
    classWeights: weightsOf(classPixels.slice(0, classes), config.classWeighting),
  };
}

const largestWeight = 5;

/** Balanced: one over the square root of a class's share, so that rare classes count more without ruling. */
function weightsOf(classPixels: Float64Array, weighting: TrainConfig['classWeighting']): number[] {
  if (weighting === 'none') return Array.from(classPixels, () => 1);
  const commonest = Math.max(...classPixels);
  return Array.from(classPixels, (count) => (count === 0 ? 1 : Math.min(Math.sqrt(commonest / count), largestWeight)));
}
