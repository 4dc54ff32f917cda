import { describe, expect, it } from 'vitest';
import type { RunImage, RunObject } from '../../../app/training/runDataset.ts';
import { parseTrainConfig } from '../../../app/training/trainConfig.ts';
import type { DecodedImage } from '../../images/decodePixels.ts';
import { cutPatch } from './cutPatch.ts';
import { objectMapOf } from './objectMap.ts';
import { planPatch, samplingIndexOf } from './planPatch.ts';
import { normalNumber, randomSource } from '../random.ts';

const box = (x: number, y: number, width: number, height: number, classIndex: number, isCrowd = false): RunObject => ({
  classIndex,
  isCrowd,
  geometry: {
    kind: 'polygon',
    parts: [{ outline: [x, y, x + width, y, x + width, y + height, x, y + height], holes: [] }],
  },
});
const still = {
  patchSize: 32,
  flips: false,
  quarterTurns: false,
  rotationDegrees: 0,
  scaleRange: 0,
  brightnessRange: 0,
  contrastRange: 0,
  gammaRange: 0,
  noiseLevel: 0,
};
const shallow = { depths: new Uint8Array(), radii: new Float32Array() };
const plain = { mean: [0], standardDeviation: [1] };

describe('random numbers', () => {
  it('depend on every key alone, and spread evenly', () => {
    const draw = (...keys: number[]): number[] => Array.from({ length: 4 }, randomSource(...keys));
    expect(draw(1, 2, 3)).toEqual(draw(1, 2, 3));
    const firsts = new Set(
      [draw(1, 2, 3), draw(3, 2, 1), draw(1, 3, 2), draw(1, 2, 4), draw(1, 2)].map(([first]) => first),
    );
    expect(firsts.size).toBe(5);
    const random = randomSource(7);
    const normals = Array.from({ length: 20_000 }, () => normalNumber(random));
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normals.length;
    expect([Math.abs(mean) < 0.03, Math.abs(variance - 1) < 0.04]).toEqual([true, true]);
  });
});

describe('patches', () => {
  const images: Pick<RunImage, 'width' | 'height' | 'objects'>[] = [
    { width: 300, height: 200, objects: Array.from({ length: 30 }, (_, i) => box(9 * i, 20, 8, 8, 1)) },
    { width: 100, height: 100, objects: [box(80, 80, 6, 6, 2)] },
  ];
  const index = samplingIndexOf(images);

  it('are a pure function of seed, step and place in the batch', () => {
    const config = parseTrainConfig({});
    expect(planPatch(config, index, 5, 2)).toEqual(planPatch(config, index, 5, 2));
    expect(planPatch(config, index, 5, 2)).not.toEqual(planPatch(config, index, 5, 3));
    expect(planPatch(config, index, 5, 2)).not.toEqual(planPatch({ ...config, seed: 2 }, index, 5, 2));
  });

  it('lie inside the image and show a rare class as often as a common one', () => {
    const config = parseTrainConfig({ ...still, foregroundShare: 1 });
    const counts = [0, 0];
    for (let step = 0; step < 1000; step++) {
      const { imageIndex, imageFromPatch } = planPatch(config, index, step, 0);
      counts[imageIndex] = (counts[imageIndex] ?? 0) + 1;
      const [a, b, c, d, e, f] = imageFromPatch;
      const { width, height } = images[imageIndex] ?? { width: 0, height: 0 };
      expect([a, b, d, e].map((value) => value + 0)).toEqual([1, 0, 0, 1]);
      expect(c >= 0 && c + 32 <= width && f >= 0 && f + 32 <= height).toBe(true);
    }
    expect(Math.abs((counts[0] ?? 0) - 500)).toBeLessThan(60);
  });

  it('show the chosen object', () => {
    const config = parseTrainConfig({ ...still, flips: true, quarterTurns: true, foregroundShare: 1 });
    const rare = { ...index, classes: index.classes.slice(1) };
    for (let step = 0; step < 200; step++) {
      const [a, b, c, d, e, f] = planPatch(config, rare, step, 0).imageFromPatch;
      const shown = Array.from({ length: 32 * 32 }, (_, i) => [i % 32, Math.floor(i / 32)] as const).some(([u, v]) => {
        const [x, y] = [a * u + b * v + c, d * u + e * v + f];
        return x >= 80 && x < 86 && y >= 80 && y < 86;
      });
      expect(shown).toBe(true);
    }
  });

  it('move image and classes together under every change of geometry', () => {
    const [width, height] = [90, 70];
    const objectMap = Uint16Array.from({ length: width * height }, (_, i) => {
      return Math.hypot((i % width) - 50, Math.floor(i / width) - 30) < 20 ? 1 : 0;
    });
    const disc = { classOfObject: Uint8Array.of(0, 1), centres: Float64Array.of(NaN, NaN, 50, 30) };
    const pixels: DecodedImage = {
      width,
      height,
      channels: 1,
      bitDepth: 8,
      data: Uint8Array.from(objectMap, (value) => value * 200),
    };
    const turning = { ...still, flips: true, quarterTurns: true, rotationDegrees: 45, scaleRange: 0.3 };
    const config = parseTrainConfig({ ...turning, patchSize: 64 });
    const whole = samplingIndexOf([{ width, height, objects: [] }]);
    const planes = new Float32Array(64 * 64);
    let interpolated = 0;
    for (let step = 0; step < 40; step++) {
      const plan = planPatch(config, whole, step, 0);
      const { objects, centres } = cutPatch(plan, { pixels, objectMap, ...disc, ...shallow }, plain, 64, planes);
      const wrong = objects.filter((value, i) => value !== Math.round((planes[i] ?? 0) / 200)).length;
      expect(wrong).toBeLessThanOrEqual(plan.interpolates ? 40 : 0);
      const [a, b, c, d, e, f] = plan.imageFromPatch;
      const [u = NaN, v = NaN] = centres.slice(2);
      expect([a * u + b * v + c, d * u + e * v + f].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([50, 30]);
      if (plan.interpolates) interpolated++;
    }
    expect(interpolated).toBeGreaterThan(5);
  });

  it('go on mirrored beyond a small image', () => {
    const pixels: DecodedImage = { width: 2, height: 1, channels: 1, bitDepth: 8, data: Uint8Array.of(10, 20) };
    const plan = planPatch(parseTrainConfig(still), samplingIndexOf([{ width: 2, height: 1, objects: [] }]), 0, 0);
    const shifted = { ...plan, imageFromPatch: [1, 0, -2, 0, 1, 0] as const };
    const planes = new Float32Array(36);
    const image = objectMapOf({ width: 2, height: 1, objects: [box(1, 0, 1, 1, 7)] });
    const { objects } = cutPatch(shifted, { pixels, ...image, ...shallow }, plain, 6, planes);
    expect([...planes.slice(0, 6)].map((value) => Math.round(value))).toEqual([20, 10, 10, 20, 20, 10]);
    expect([...objects.slice(6, 12)]).toEqual([1, 0, 0, 1, 1, 0]);
  });
});
