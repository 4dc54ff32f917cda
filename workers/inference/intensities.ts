import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { blackShare, whiteShare } from '../../app/training/intensityShares.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import type { Normalisation } from './networkInput.ts';

const measured = new WeakMap<DecodedImage, Normalisation>();

/**
 * What the values of an image are measured against: those of all images together, or of the image itself, where its
 * darkest and brightest values (percentiles 1 and 99.8 over all channels, as in Schmidt et al., "Cell detection with
 * star-convex polygons", 2018) become -1 and 1. An image is measured once.
 */
export function normalisationOf(
  image: DecodedImage,
  intensities: TrainConfig['intensities'],
  ofAllImages: Normalisation,
): Normalisation {
  if (intensities === 'dataset') return ofAllImages;
  const known = measured.get(image) ?? normalisationBetween(imageRange(image), ofAllImages.mean.length);
  measured.set(image, known);
  return known;
}

function normalisationBetween({ low, high }: { low: number; high: number }, channels: number): Normalisation {
  const half = high > low ? (high - low) / 2 : 1;
  const all = (value: number): number[] => Array.from({ length: channels }, () => value);
  return { mean: all((low + high) / 2), standardDeviation: all(half) };
}

/** The smallest values that the shares of all values do not exceed. */
function imageRange({ data, bitDepth }: DecodedImage): { low: number; high: number } {
  const counts = new Uint32Array(2 ** bitDepth);
  for (let i = 0; i < data.length; i++) counts[data[i] as number] = (counts[data[i] as number] as number) + 1;
  const reached = (share: number): number => {
    let sum = 0;
    return counts.findIndex((count) => (sum += count) >= share * data.length);
  };
  return { low: reached(blackShare), high: reached(whiteShare) };
}
