import { expect, it } from 'vitest';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import type { DecodedImage } from '../../images/decodePixels.ts';
import { randomSource } from '../../../app/training/randomSource.ts';
import { elasticField, shiftAt } from './augmentation/elastic.ts';
import { cutPatch, type LabelledPixels } from './cutPatch.ts';
import { objectMapOf } from './objectMap.ts';
import { planPatch, type PatchPlan } from './planPatch.ts';
import { centresInPatch } from './centresInPatch.ts';
import { samplePatch } from './samplePatch.ts';
import { samplingIndexOf } from './samplingIndex.ts';

const [width, height] = [61, 47];
const shallow = { depths: new Uint8Array(), radii: new Float32Array() };

function noisyImage(channels: 1 | 3, bitDepth: 8 | 16): LabelledPixels {
  const random = randomSource(channels, bitDepth);
  const data = new (bitDepth === 8 ? Uint8Array : Uint16Array)(width * height * channels);
  const objectMap = new Uint16Array(width * height).map(() => Math.floor(random() * 5));
  return {
    pixels: { width, height, channels, bitDepth, data: data.map(() => random() * 2 ** bitDepth) },
    objectMap,
    classOfObject: Uint8Array.of(0, 1, 1, 2, 2),
    centres: Float64Array.of(NaN, NaN, 5.5, 7, 60, 0, 30, 23.25, NaN, NaN),
    ...shallow,
  };
}

/** Image pixel that a patch pixel shows, shift and all. */
function shownBy(
  { imageFromPatch: [a, b, c, d, e, f], elastic }: PatchPlan,
  size: number,
  u: number,
  v: number,
): number[] {
  const shift = new Float64Array(2);
  if (elastic !== null) shiftAt(elasticField(elastic, size), u, v, shift);
  const [us, vs] = [u + (shift[0] ?? 0), v + (shift[1] ?? 0)];
  return [a * us + b * vs + c, d * us + e * vs + f];
}

const inside = (index: number, length: number): number => {
  let found = index;
  while (found < 0 || found >= length) found = found < 0 ? -1 - found : 2 * length - 1 - found;
  return found;
};

/** Pixel by pixel from the definition: linear between columns and rows, objects of the nearest pixel. */
function naive(plan: PatchPlan, { pixels, objectMap }: LabelledPixels, size: number, channel: number) {
  const values: number[] = [];
  const objects: number[] = [];
  const beyond: number[] = [];
  const at = (x: number, y: number): number =>
    pixels.data[(inside(y, height) * width + inside(x, width)) * pixels.channels + channel] ?? NaN;
  for (let i = 0; i < size * size; i++) {
    const [x = NaN, y = NaN] = shownBy(plan, size, i % size, Math.floor(i / size));
    const [left, top] = [Math.floor(x), Math.floor(y)];
    let value = 0;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const weight = (dx === 1 ? x - left : 1 - x + left) * (dy === 1 ? y - top : 1 - y + top);
      value += weight * at(left + dx, top + dy);
    }
    values.push(value);
    objects.push(objectMap[inside(Math.round(y), height) * width + inside(Math.round(x), width)] ?? NaN);
    const isWithin = inside(Math.round(x), width) === Math.round(x) && inside(Math.round(y), height) === Math.round(y);
    beyond.push(isWithin ? 0 : 1);
  }
  return { values, objects, beyond };
}

const fieldOf = ({ elastic }: PatchPlan, size: number) => (elastic === null ? null : elasticField(elastic, size));

function sample(plan: PatchPlan, image: LabelledPixels, size: number, planes: Float32Array) {
  const nearest = new Uint32Array(size * size);
  const beyond = new Uint8Array(size * size);
  samplePatch(plan, fieldOf(plan, size), image.pixels, size, planes, nearest, beyond);
  return { objects: nearest.map((pixel) => image.objectMap[pixel] ?? NaN), beyond };
}

const settings = {
  whole: { rotationProbability: 0, scaleProbability: 0, elasticProbability: 0 },
  free: { rotationProbability: 1, scaleProbability: 1, rotationDegrees: 180, scaleRange: 0.6, elasticProbability: 0 },
  elastic: { rotationProbability: 0.5, elasticProbability: 1, elasticPixels: 4, elasticSmoothness: 12 },
};

it.each([
  ['whole', 32, 1, 8],
  ['whole', 96, 3, 16],
  ['free', 32, 3, 8],
  ['free', 96, 1, 16],
  ['elastic', 32, 3, 8],
  ['elastic', 64, 1, 8],
] as const)(
  'takes pixels as the definition says: %s patches of %s, %s channels of %s bit',
  (kind, size, channels, bits) => {
    const image = noisyImage(channels, bits);
    const config = parseTrainConfig({ ...settings[kind], patchSize: size });
    const index = samplingIndexOf([{ width, height, objects: [] }]);
    for (let step = 0; step < 12; step++) {
      const plan = planPatch(config, index, step, 0);
      expect(plan.interpolates).toBe(kind !== 'whole');
      const planes = new Float32Array(channels * size * size);
      const { objects, beyond } = sample(plan, image, size, planes);
      for (let channel = 0; channel < channels; channel++) {
        const wanted = naive(plan, image, size, channel);
        const plane = planes.subarray(channel * size * size, (channel + 1) * size * size);
        const wrong = wanted.values.map((value, i) => Math.abs(value - (plane[i] ?? NaN)) / 2 ** bits);
        expect(Math.max(...wrong)).toBeLessThan(1e-6);
        expect([...objects]).toEqual(wanted.objects);
        expect([...beyond]).toEqual(wanted.beyond);
      }
    }
  },
);

it.each(['whole', 'free', 'elastic'] as const)('moves centres with the image: %s', (kind) => {
  const image = noisyImage(1, 8);
  const size = 64;
  const config = parseTrainConfig({ ...settings[kind], patchSize: size });
  for (let step = 0; step < 40; step++) {
    const plan = planPatch(config, samplingIndexOf([{ width, height, objects: [] }]), step, 0);
    const { objects } = sample(plan, image, size, new Float32Array(size * size));
    const moved = centresInPatch(image.centres, plan.imageFromPatch, fieldOf(plan, size), objects);
    for (const object of [1, 2, 3]) {
      expect(objects).toContain(object);
      const [x = NaN, y = NaN] = shownBy(plan, size, moved[2 * object] ?? NaN, moved[2 * object + 1] ?? NaN);
      const [wantedX = NaN, wantedY = NaN] = image.centres.slice(2 * object, 2 * object + 2);
      expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(1e-4);
    }
    expect([...moved.slice(8)]).toEqual([NaN, NaN]);
  }
});

it('moves image and objects together under every change of geometry', () => {
  const isInside = (i: number): boolean => Math.hypot((i % 90) - 50, Math.floor(i / 90) - 30) < 20;
  const objectMap = Uint16Array.from({ length: 90 * 70 }, (_, i) => (isInside(i) ? 1 : 0));
  const pixels: DecodedImage = {
    ...{ width: 90, height: 70, channels: 1, bitDepth: 8 },
    data: Uint8Array.from(objectMap, (value) => value * 200),
  };
  const image = {
    pixels,
    objectMap,
    classOfObject: Uint8Array.of(0, 1),
    centres: Float64Array.of(NaN, NaN, 50, 30),
    ...shallow,
  };
  const config = parseTrainConfig({ ...settings.elastic, patchSize: 64, brightnessProbability: 0 });
  const still = { ...config, contrastProbability: 0, gammaProbability: 0, noiseProbability: 0, blurProbability: 0 };
  const normalisation = { mean: [0], standardDeviation: [1] };
  const planes = new Float32Array(64 * 64);
  for (let step = 0; step < 40; step++) {
    const plan = planPatch(still, samplingIndexOf([{ width: 90, height: 70, objects: [] }]), step, 0);
    const { objects } = cutPatch(plan, image, normalisation, 64, planes);
    const wrong = objects.filter((object, i) => object !== Math.round((planes[i] ?? 0) / 200)).length;
    expect(wrong).toBeLessThanOrEqual(60);
  }
});

it('fills every channel of the network with a grey image, each normalised by its own mean', () => {
  const pixels: DecodedImage = { width: 2, height: 1, channels: 1, bitDepth: 8, data: Uint8Array.of(10, 20) };
  const square = { kind: 'polygon', parts: [{ outline: [1, 0, 2, 0, 2, 1, 1, 1], holes: [] }] } as const;
  const labelled = objectMapOf({ width: 2, height: 1, objects: [{ classIndex: 7, isCrowd: false, geometry: square }] });
  const plan: PatchPlan = {
    ...{ imageIndex: 0, imageFromPatch: [1, 0, -2, 0, 1, 0], interpolates: false, elastic: null },
    ...{
      light: { brightness: 0, contrast: 1, gamma: 1, isInverted: false },
      colour: { saturation: 2, hueDegrees: 90 },
    },
    ...{ blur: 0, noise: null, hidden: null },
  };
  const planes = new Float32Array(3 * 36);
  const normalisation = { mean: [10, 0, 20], standardDeviation: [1, 10, 10] };
  const { objects, classOfObject, depths } = cutPatch(
    plan,
    { pixels, ...labelled, depths: Uint8Array.of(0, 9), radii: Float32Array.of(0, 1) },
    normalisation,
    6,
    planes,
  );
  expect([0, 36, 72].map((start) => [...planes.slice(start, start + 6)].map((value) => Math.fround(value)))).toEqual([
    [10, 0, 0, 10, 10, 0],
    [2, 1, 1, 2, 2, 1],
    [0, -1, -1, 0, 0, -1],
  ]);
  expect([[...objects.slice(6, 12)], [...classOfObject], [...depths.slice(6, 12)]]).toEqual([
    [1, 0, 0, 1, 1, 0],
    [0, 7],
    [9, 0, 0, 9, 9, 0],
  ]);
});
