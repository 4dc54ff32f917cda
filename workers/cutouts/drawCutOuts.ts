import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { imageChannels } from '../../app/training/imageChannels.ts';
import type { RunLabel } from '../../app/training/runDataset.ts';
import { normalisationOf } from '../inference/intensities.ts';
import type { Normalisation } from '../inference/networkInput.ts';
import { cutPatch } from '../training/data/cutPatch.ts';
import { measureImage, statisticsOf } from '../training/data/dataStatistics.ts';
import { ImageCache } from '../training/data/imageCache.ts';
import { planPatch } from '../training/data/planPatch.ts';
import { samplingIndexOf } from '../training/data/samplingIndex.ts';
import { readRunFolder } from '../training/runFolder.ts';
import type { PatchObjects } from '../training/targets/targetPlanes.ts';

/**
 * Draws the first `count` cut-outs of a training by `config.json` and `dataset.json` in `folder`, with the outlines of
 * their objects in the colours of the labels. Returns the names of the PNG files, which lie in the folder. Throws what
 * reading the folder and its images throws.
 */
export async function drawCutOuts(folder: string, count: number): Promise<string[]> {
  const { config, dataset } = await readRunFolder(folder);
  const train = dataset.images.filter(({ split }) => split === 'train');
  const channels = imageChannels(dataset.images);
  const index = samplingIndexOf(train);
  const cache = new ImageCache(train, config.cacheMegabytes);
  const plans = Array.from({ length: count }, (_, i) => {
    return planPatch(config, index, Math.floor(i / config.batchSize), i % config.batchSize);
  });
  // The shown images stand for all: reading every one would take too long for a look.
  const targets = { separation: 'components', labels: dataset.labels.length } as const;
  const measures = [];
  for (const imageIndex of new Set(plans.map((plan) => plan.imageIndex))) {
    measures.push(measureImage(imageIndex, await cache.get(imageIndex), targets, channels));
  }
  const { normalisation: ofAllImages } = statisticsOf(measures, dataset, { ...config, separation: 'components' });

  const files: string[] = [];
  const planes = new Float32Array(channels * config.patchSize ** 2);
  for (const [i, plan] of plans.entries()) {
    const image = await cache.get(plan.imageIndex);
    const normalisation = normalisationOf(image.pixels, config.intensities, ofAllImages);
    const patch = cutPatch(plan, image, normalisation, config.patchSize, planes);
    const rgb = displayed(planes, normalisation, image.pixels.bitDepth, config.patchSize);
    drawOutlines(rgb, patch, dataset.labels);
    const file = `${i}.png`;
    const raw = { width: config.patchSize, height: config.patchSize, channels: 3 } as const;
    await writeFile(join(folder, file), await sharp(rgb, { raw }).png().toBuffer());
    files.push(file);
  }
  return files;
}

/** Of a 16-bit image, so many deviations to either side of the mean are shown. */
const shownDeviations = 2.5;

/** Red, green and blue of each pixel: stored values of 8-bit images, the usual range of 16-bit ones. */
function displayed(
  planes: Float32Array,
  { mean, standardDeviation }: Normalisation,
  bitDepth: 8 | 16,
  size: number,
): Uint8ClampedArray {
  const pixels = size * size;
  const rgb = new Uint8ClampedArray(pixels * 3);
  const isGrey = planes.length === pixels;
  for (let channel = 0; channel < 3; channel++) {
    const source = isGrey ? 0 : channel;
    const [factor, offset] =
      bitDepth === 8 ? [standardDeviation[source] ?? 1, mean[source] ?? 0] : [127.5 / shownDeviations, 127.5];
    for (let i = 0; i < pixels; i++) rgb[3 * i + channel] = (planes[source * pixels + i] as number) * factor + offset;
  }
  return rgb;
}

/** Of crowds, which count nowhere. */
const ignoredColour: readonly [number, number, number] = [128, 128, 128];

/** Colours the outermost pixels of every object. */
function drawOutlines(
  rgb: Uint8ClampedArray,
  { objects, size, classOfObject }: PatchObjects,
  labels: readonly RunLabel[],
): void {
  const colours = labels.map(({ colour }) => rgbOf(colour));
  for (let i = 0; i < objects.length; i++) {
    const object = objects[i] as number;
    if (object === 0) continue;
    const [x, y] = [i % size, Math.floor(i / size)];
    const isRim =
      (x > 0 && objects[i - 1] !== object) ||
      (x < size - 1 && objects[i + 1] !== object) ||
      (y > 0 && objects[i - size] !== object) ||
      (y < size - 1 && objects[i + size] !== object);
    if (isRim) rgb.set(colours[(classOfObject[object] as number) - 1] ?? ignoredColour, 3 * i);
  }
}

function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
