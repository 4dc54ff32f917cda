import { join } from 'node:path';
import sharp from 'sharp';
import type { RunLabel } from '../../app/training/runDataset.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import { writeDurably } from './durableFile.ts';

const largestSide = 512;
const fillOpacity = 0.35;

interface Prediction {
  readonly pixels: DecodedImage;
  readonly classMap: Uint8Array;
  /** Numbers of objects where touching ones are told apart, else `null`. */
  readonly objectMap: Uint32Array | null;
}

/**
 * Writes an image with its predicted classes laid over it, filled and outlined in the colours of the labels, as a PNG
 * of at most 512 pixels. Returns its path below the run folder. Throws `DISK_FULL`.
 */
export async function writePreview(
  runFolder: string,
  name: string,
  { pixels, classMap, objectMap }: Prediction,
  labels: readonly RunLabel[],
): Promise<string> {
  const shrink = Math.max(1, Math.max(pixels.width, pixels.height) / largestSide);
  const width = Math.max(1, Math.floor(pixels.width / shrink));
  const height = Math.max(1, Math.floor(pixels.height / shrink));
  const colours = labels.map(({ colour }) => rgbOf(colour));
  const grey = displayReader(pixels);
  const rgb = new Uint8Array(width * height * 3);
  const pixelAt = (x: number, y: number): number => Math.floor(y * shrink) * pixels.width + Math.floor(x * shrink);
  const apart = objectMap ?? classMap;

  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = pixelAt(x, y);
      const colour = colours[(classMap[pixel] as number) - 1];
      const own = apart[pixel];
      const isOutline =
        apart[pixelAt(Math.max(0, x - 1), y)] !== own ||
        apart[pixelAt(Math.min(width - 1, x + 1), y)] !== own ||
        apart[pixelAt(x, Math.max(0, y - 1))] !== own ||
        apart[pixelAt(x, Math.min(height - 1, y + 1))] !== own;
      const opacity = colour === undefined ? 0 : isOutline ? 1 : fillOpacity;
      for (let channel = 0; channel < 3; channel++) {
        const value = grey(pixel, channel);
        rgb[(y * width + x) * 3 + channel] = value + opacity * ((colour?.[channel] ?? 0) - value);
      }
    }
  }
  const file = `previews/${name}.png`;
  const picture = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  await writeDurably(join(runFolder, file), picture);
  return file;
}

/** Values from 0 to 255: 8-bit images as they are, 16-bit images stretched over their range. */
function displayReader({ bitDepth, channels, data }: DecodedImage): (pixel: number, channel: number) => number {
  const offset = (channel: number): number => (channels === 1 ? 0 : channel);
  if (bitDepth === 8) return (pixel, channel) => data[pixel * channels + offset(channel)] as number;
  let low = Infinity;
  let high = -Infinity;
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const factor = 255 / Math.max(1, high - low);
  return (pixel, channel) => ((data[pixel * channels + offset(channel)] as number) - low) * factor;
}

function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
