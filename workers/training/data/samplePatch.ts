import type { DecodedImage } from '../../images/decodePixels.ts';
import { shiftRow, type ElasticField } from './augmentation/elastic.ts';
import { mirrored } from './mirrored.ts';
import type { PatchPlan } from './planPatch.ts';

/**
 * Takes the pixels of a patch from an image: values into `planes`, (channels, size, size) in stored units, and the index
 * of the nearest image pixel into `nearest`, (size, size). Both lie where the plan's geometry puts them; values are
 * interpolated between four pixels. Beyond its border the image goes on mirrored, and `beyond`, (size, size), becomes 1.
 * Channels that a grey image lacks are filled with its only one.
 */
export function samplePatch(
  plan: PatchPlan,
  field: ElasticField | null,
  pixels: DecodedImage,
  size: number,
  planes: Float32Array,
  nearest: Uint32Array,
  beyond: Uint8Array,
): void {
  if (plan.interpolates) sampleBetween(plan, field, pixels, size, planes, nearest, beyond);
  else sampleWhole(plan, pixels, size, planes, nearest, beyond);
  for (let start = pixels.channels * size * size; start < planes.length; start += size * size) {
    planes.copyWithin(start, 0, size * size);
  }
}

/** Flips and quarter turns: the place in the image is a part that goes with u and a part that goes with v. */
function sampleWhole(
  { imageFromPatch: [a, b, c, d, e, f] }: PatchPlan,
  { width, height, channels, data }: DecodedImage,
  size: number,
  planes: Float32Array,
  nearest: Uint32Array,
  beyond: Uint8Array,
): void {
  const isTransposed = a === 0;
  const xs = Int32Array.from({ length: size }, (_, i) => (isTransposed ? b : a) * i + c);
  const ys = Int32Array.from({ length: size }, (_, i) => (isTransposed ? d : e) * i + f);
  const alongX = xs.map((x) => mirrored(x, width));
  const alongY = ys.map((y) => mirrored(y, height) * width);
  const isBeyondX = xs.map((x) => (x < 0 || x >= width ? 1 : 0));
  const isBeyondY = ys.map((y) => (y < 0 || y >= height ? 1 : 0));
  const [partOfU, partOfV] = isTransposed ? [alongY, alongX] : [alongX, alongY];
  const [beyondU, beyondV] = isTransposed ? [isBeyondY, isBeyondX] : [isBeyondX, isBeyondY];
  const taken = Math.min(channels, planes.length / (size * size));
  for (let v = 0, at = 0; v < size; v++) {
    const row = partOfV[v] as number;
    for (let u = 0; u < size; u++, at++) {
      const pixel = row + (partOfU[u] as number);
      nearest[at] = pixel;
      beyond[at] = (beyondU[u] as number) | (beyondV[v] as number);
      for (let channel = 0; channel < taken; channel++) {
        planes[channel * size * size + at] = data[pixel * channels + channel] as number;
      }
    }
  }
}

function sampleBetween(
  { imageFromPatch: [a, b, c, d, e, f] }: PatchPlan,
  field: ElasticField | null,
  { width, height, channels, data }: DecodedImage,
  size: number,
  planes: Float32Array,
  nearest: Uint32Array,
  beyond: Uint8Array,
): void {
  const us = Float64Array.from({ length: size }, (_, u) => u);
  const vs = new Float64Array(size);
  const taken = Math.min(channels, planes.length / (size * size));
  const plane = size * size;
  for (let row = 0, at = 0; row < size; row++) {
    if (field === null) vs.fill(row);
    else shiftRow(field, row, us, vs);
    for (let column = 0; column < size; column++, at++) {
      const u = us[column] as number;
      const v = vs[column] as number;
      const x = a * u + b * v + c;
      const y = d * u + e * v + f;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const shareX = x - left;
      const shareY = y - top;
      let x0 = left;
      let x1 = left + 1;
      let y0 = top;
      let y1 = top + 1;
      if (left < 0 || top < 0 || x1 >= width || y1 >= height) {
        x0 = mirrored(x0, width);
        x1 = mirrored(x1, width);
        y0 = mirrored(y0, height);
        y1 = mirrored(y1, height);
      }
      nearest[at] = (shareY < 0.5 ? y0 : y1) * width + (shareX < 0.5 ? x0 : x1);
      beyond[at] = x < -0.5 || y < -0.5 || x >= width - 0.5 || y >= height - 0.5 ? 1 : 0;
      const topLeft = (y0 * width + x0) * channels;
      const topRight = (y0 * width + x1) * channels;
      const bottomLeft = (y1 * width + x0) * channels;
      const bottomRight = (y1 * width + x1) * channels;
      for (let channel = 0; channel < taken; channel++) {
        const above = data[topLeft + channel] as number;
        const below = data[bottomLeft + channel] as number;
        const upper = above + shareX * ((data[topRight + channel] as number) - above);
        const lower = below + shareX * ((data[bottomRight + channel] as number) - below);
        planes[channel * plane + at] = upper + shareY * (lower - upper);
      }
    }
  }
}
