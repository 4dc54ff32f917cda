import type { Normalisation } from '../../inference/networkInput.ts';
import type { DecodedImage } from '../../images/decodePixels.ts';
import type { ObjectDepths } from '../targets/objectDepths.ts';
import type { PatchObjects } from '../targets/targetPlanes.ts';
import type { ObjectMap } from './objectMap.ts';
import type { PatchPlan } from './planPatch.ts';
import { normalNumber, randomSource } from '../random.ts';

/** An image as training reads it. */
export interface LabelledPixels extends ObjectMap, ObjectDepths {
  readonly pixels: DecodedImage;
}

/**
 * Cuts and changes one patch. `planes` takes (channels, size, size) of normalised values; returned are the objects. Image
 * and objects move together: values are interpolated, objects are those of the nearest pixel. Beyond its border the image
 * goes on mirrored.
 */
export function cutPatch(
  plan: PatchPlan,
  { pixels, objectMap, classOfObject, centres, depths, radii }: LabelledPixels,
  normalisation: Normalisation,
  size: number,
  planes: Float32Array,
): PatchObjects {
  const objects = new Uint32Array(size * size);
  const patchDepths = new Uint8Array(depths.length === 0 ? 0 : size * size);
  const [a, b, c, d, e, f] = plan.imageFromPatch;
  const { width, height } = pixels;
  const channels = normalisation.mean.length;
  const read = plan.interpolates ? bilinearReader(pixels) : nearestReader(pixels);
  for (let v = 0; v < size; v++) {
    for (let u = 0; u < size; u++) {
      const x = a * u + b * v + c;
      const y = d * u + e * v + f;
      const at = v * size + u;
      const pixel = mirror(Math.round(y), height) * width + mirror(Math.round(x), width);
      objects[at] = objectMap[pixel] as number;
      if (depths.length > 0) patchDepths[at] = depths[pixel] as number;
      for (let channel = 0; channel < channels; channel++) {
        planes[channel * size * size + at] = read(x, y, pixels.channels === 1 ? 0 : channel);
      }
    }
  }
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes.subarray(channel * size * size, (channel + 1) * size * size);
    const mean = normalisation.mean[channel] ?? 0;
    const factor = 1 / (normalisation.standardDeviation[channel] ?? 1);
    for (let i = 0; i < plane.length; i++) plane[i] = ((plane[i] as number) - mean) * factor;
  }
  changeColours(plan, planes);
  const moved = centresInPatch(centres, plan.imageFromPatch);
  return { objects, size, classOfObject, centres: moved, depths: patchDepths, radii };
}

function centresInPatch(centres: Float64Array, [a, b, c, d, e, f]: PatchPlan['imageFromPatch']): Float64Array {
  const determinant = a * e - b * d;
  const moved = new Float64Array(centres.length);
  for (let i = 0; i < centres.length; i += 2) {
    const x = (centres[i] as number) - c;
    const y = (centres[i + 1] as number) - f;
    moved[i] = (e * x - b * y) / determinant;
    moved[i + 1] = (a * y - d * x) / determinant;
  }
  return moved;
}

/** Index of the pixel that a mirrored continuation shows at `index`. */
function mirror(index: number, size: number): number {
  if (index >= 0 && index < size) return index;
  const period = 2 * size;
  const inPeriod = ((index % period) + period) % period;
  return inPeriod < size ? inPeriod : period - 1 - inPeriod;
}

type Reader = (x: number, y: number, channel: number) => number;

function nearestReader({ width, height, channels, data }: DecodedImage): Reader {
  return (x, y, channel) =>
    data[(mirror(Math.round(y), height) * width + mirror(Math.round(x), width)) * channels + channel] as number;
}

function bilinearReader({ width, height, channels, data }: DecodedImage): Reader {
  return (x, y, channel) => {
    const left = Math.floor(x);
    const top = Math.floor(y);
    const shareX = x - left;
    const shareY = y - top;
    const x0 = mirror(left, width) * channels + channel;
    const x1 = mirror(left + 1, width) * channels + channel;
    const row0 = mirror(top, height) * width * channels;
    const row1 = mirror(top + 1, height) * width * channels;
    const above = (data[row0 + x0] as number) * (1 - shareX) + (data[row0 + x1] as number) * shareX;
    const below = (data[row1 + x0] as number) * (1 - shareX) + (data[row1 + x1] as number) * shareX;
    return above * (1 - shareY) + below * shareY;
  };
}

/** Gamma within the range of the patch, contrast about its mean, brightness and noise; the same for all channels. */
function changeColours(plan: PatchPlan, planes: Float32Array): void {
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (const value of planes) {
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  const mean = sum / planes.length;
  const range = high - low || 1;
  for (let i = 0; i < planes.length; i++) {
    const share = ((planes[i] as number) - low) / range;
    const stretched = low + range * share ** plan.gamma;
    planes[i] = mean + (stretched - mean) * plan.contrast + plan.brightness;
  }
  const random = randomSource(plan.noiseSeed);
  if (plan.noise === 0) return;
  for (let i = 0; i < planes.length; i++) planes[i] = (planes[i] as number) + plan.noise * normalNumber(random);
}
