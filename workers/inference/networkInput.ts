import type { DecodedImage } from '../images/decodePixels.ts';
import type { Box } from './tiles.ts';

/** Network input = (stored value - mean) / standardDeviation, per channel. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly standardDeviation: readonly number[];
}

export interface NetworkInput {
  readonly width: number;
  readonly height: number;
  /** Planes of (channels, height, width). */
  readonly data: Float32Array;
}

/**
 * Normalised pixels of `box`, enlarged to the right and below to multiples of `multipleOf` by repeating the last pixel.
 * A grey image fills every channel of a colour network; a colour image reaches a grey network as its mean.
 */
export function networkInput(
  image: DecodedImage,
  box: Box,
  normalisation: Normalisation,
  multipleOf: number,
): NetworkInput {
  const width = Math.ceil(box.width / multipleOf) * multipleOf;
  const height = Math.ceil(box.height / multipleOf) * multipleOf;
  const channels = normalisation.mean.length;
  const data = new Float32Array(channels * width * height);
  const columns = Int32Array.from({ length: width }, (_, x) => (box.x + Math.min(x, box.width - 1)) * image.channels);
  for (let channel = 0; channel < channels; channel++) {
    const mean = normalisation.mean[channel] ?? 0;
    const factor = 1 / (normalisation.standardDeviation[channel] ?? 1);
    const read = channelReader(image, channel, channels);
    for (let y = 0; y < height; y++) {
      const row = (box.y + Math.min(y, box.height - 1)) * image.width * image.channels;
      const target = (channel * height + y) * width;
      for (let x = 0; x < width; x++) data[target + x] = (read(row + (columns[x] as number)) - mean) * factor;
    }
  }
  return { width, height, data };
}

/** Reads the value of network channel `channel` of the pixel whose values start at `index`. */
function channelReader({ channels, data }: DecodedImage, channel: number, wanted: number): (index: number) => number {
  if (channels === wanted) return (index) => data[index + channel] as number;
  if (channels === 1) return (index) => data[index] as number;
  return (index) => ((data[index] as number) + (data[index + 1] as number) + (data[index + 2] as number)) / 3;
}
