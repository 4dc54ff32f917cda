import { describe, expect, it } from 'vitest';
import type { RunObject } from '../../../app/training/runDataset.ts';
import { parseTrainConfig, type TrainConfig } from '../../../app/training/trainConfig.ts';
import { planPatch, type PatchPlan } from './planPatch.ts';
import { samplingIndexOf } from './samplingIndex.ts';

const pixelObject = (x: number, y: number): RunObject => ({
  classIndex: 1,
  isCrowd: false,
  geometry: { kind: 'polygon', parts: [{ outline: [x, y, x + 1, y, x + 1, y + 1, x, y + 1], holes: [] }] },
});
const plans = (config: Partial<TrainConfig>, width: number, height: number, objects: RunObject[]): PatchPlan[] => {
  const index = samplingIndexOf([{ width, height, objects }]);
  const complete = parseTrainConfig(config);
  return Array.from({ length: 400 }, (_, step) => planPatch(complete, index, step, 0));
};

const moving = { flipProbability: 1, rotationProbability: 1, scaleProbability: 1, rotationDegrees: 180 };

describe('the plan of a patch', () => {
  const index = samplingIndexOf([{ width: 300, height: 200, objects: [pixelObject(40, 30)] }]);

  it('is a pure function of seed, step and place in the batch', () => {
    const config = parseTrainConfig({});
    expect(planPatch(config, index, 5, 2)).toEqual(planPatch(config, index, 5, 2));
    const others = [planPatch(config, index, 5, 3), planPatch(config, index, 6, 2)];
    others.push(planPatch({ ...config, seed: 2 }, index, 5, 2));
    for (const other of others) expect(other).not.toEqual(planPatch(config, index, 5, 2));
  });

  it('draws for each kind of change by itself: a setting of one moves no other', () => {
    const config = parseTrainConfig({ elasticProbability: 0, blurProbability: 0, noiseProbability: 0 });
    const changed = { ...config, blurProbability: 1, noiseProbability: 1, gammaRange: 0.7, cutoutProbability: 1 };
    for (let step = 0; step < 20; step++) {
      const { blur, noise, light, hidden, ...others } = planPatch(changed, index, step, 0);
      const {
        blur: _blur,
        noise: _noise,
        light: plainLight,
        hidden: _hidden,
        ...plain
      } = planPatch(config, index, step, 0);
      expect(others).toEqual(plain);
      expect({ ...light, gamma: 1 }).toEqual({ ...plainLight, gamma: 1 });
      expect([blur > 0, noise === null, hidden === null]).toEqual([true, false, false]);
    }
  });

  it('lies in the image where it fits', () => {
    const still = { flipProbability: 0, quarterTurnProbability: 0, rotationProbability: 0, scaleProbability: 0 };
    for (const { imageFromPatch, interpolates } of plans(
      { ...still, patchSize: 32, elasticProbability: 0 },
      90,
      50,
      [],
    )) {
      const [a, b, c, d, e, f] = imageFromPatch;
      expect([a, b + 0, d + 0, e, interpolates]).toEqual([1, 0, 0, 1, false]);
      expect([c >= 0, c + 32 <= 90, f >= 0, f + 32 <= 50, Number.isInteger(c), Number.isInteger(f)]).toEqual(
        Array(6).fill(true),
      );
    }
  });

  it('is centred where it is larger than the image', () => {
    const still = { flipProbability: 0, quarterTurnProbability: 0, rotationProbability: 0, scaleProbability: 0 };
    for (const { imageFromPatch } of plans({ ...still, patchSize: 64, foregroundShare: 0 }, 40, 20, [])) {
      expect([imageFromPatch[2], imageFromPatch[5]]).toEqual([-12, -22]);
    }
  });

  it.each([
    ['small and in a corner', 200, 150, 0, 149, 0.7],
    ['in the other corner', 200, 150, 199, 0, 1],
    ['in the middle of a small image', 20, 20, 10, 10, 0.3],
  ])('shows what it is aimed at, however it is turned: %s', (_, width, height, x, y, cropShift) => {
    const config = { ...moving, patchSize: 64, scaleRange: 0.5, foregroundShare: 1, cropShift };
    for (const { imageFromPatch } of plans(config, width, height, [pixelObject(x, y)])) {
      const [a, b, c, d, e, f] = imageFromPatch;
      const determinant = a * e - b * d;
      const u = (e * (x - c) - b * (y - f)) / determinant;
      const v = (a * (y - f) - d * (x - c)) / determinant;
      expect([u > -1, u < 64, v > -1, v < 64]).toEqual([true, true, true, true]);
    }
  });

  it('keeps what it is aimed at as near to the middle as said', () => {
    const config = { patchSize: 64, foregroundShare: 1, cropShift: 0.25, elasticProbability: 0 };
    for (const { imageFromPatch } of plans(config, 500, 500, [pixelObject(250, 250)])) {
      const [a, b, c, d, e, f] = imageFromPatch;
      const determinant = a * e - b * d;
      const u = (e * (250 - c) - b * (250 - f)) / determinant;
      const v = (a * (250 - f) - d * (250 - c)) / determinant;
      expect([Math.abs(u - 31.5) < 10, Math.abs(v - 31.5) < 10]).toEqual([true, true]);
    }
  });
});
