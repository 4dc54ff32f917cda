import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { randomSource } from '../../app/training/randomSource.ts';

export interface BatchSize {
  readonly steps: number;
  readonly batchSize: number;
  /** Pixels. */
  readonly patchSize: number;
}

interface Picture {
  readonly size: number;
  /** Red, green, blue, one pixel after another. */
  readonly pixels: Buffer;
  /** 1 where any nucleus is. */
  readonly classes: Uint8Array;
}

/**
 * Cut-outs of pictures of nuclei, the same at every call: for each, planes of red, green, blue between about -1 and 1,
 * and a plane of classes; (steps, batch, 4, patch, patch). `folder` has `images/ID.png` and `masks/ID/*.png`.
 */
export async function nucleiBatches(folder: string, { steps, batchSize, patchSize }: BatchSize): Promise<Float32Array> {
  const names = readdirSync(join(folder, 'images')).sort().slice(0, 16);
  const pictures = await Promise.all(names.map((name) => readPicture(folder, name)));
  const random = randomSource(17);
  const area = patchSize ** 2;
  const batches = new Float32Array(steps * batchSize * 4 * area);
  for (let slot = 0; slot < steps * batchSize; slot++) {
    const { size, pixels, classes } = pictures[Math.floor(random() * pictures.length)] as Picture;
    const [left, top] = [0, 0].map(() => Math.floor(random() * (size - patchSize + 1))) as [number, number];
    for (let i = 0; i < area; i++) {
      const source = (top + Math.floor(i / patchSize)) * size + left + (i % patchSize);
      for (let channel = 0; channel < 3; channel++) {
        batches[(slot * 4 + channel) * area + i] = (pixels[source * 3 + channel] as number) / 127.5 - 1;
      }
      batches[(slot * 4 + 3) * area + i] = classes[source] as number;
    }
  }
  return batches;
}

/** The square at the upper left of a picture. */
async function readPicture(folder: string, name: string): Promise<Picture> {
  const { width = 0, height = 0 } = await sharp(join(folder, 'images', name)).metadata();
  const size = Math.min(width, height);
  const square = { left: 0, top: 0, width: size, height: size };
  const pixels = await sharp(join(folder, 'images', name))
    .removeAlpha()
    .toColourspace('srgb')
    .extract(square)
    .raw()
    .toBuffer();
  const classes = new Uint8Array(size * size);
  const masks = join(folder, 'masks', name.replace(/\.png$/, ''));
  for (const mask of readdirSync(masks)) {
    const values = await sharp(join(masks, mask))
      .extract(square)
      .toColourspace('b-w')
      .extractChannel(0)
      .raw()
      .toBuffer();
    for (const [i, value] of values.entries()) if (value > 0) classes[i] = 1;
  }
  return { size, pixels, classes };
}
