import { describe, expect, it } from 'vitest';
import { containsPoint } from '../../../app/geometry/measure.ts';
import type { Geometry, Ring } from '../../../app/geometry/geometry.ts';
import type { RunImage, RunObject } from '../../../app/training/runDataset.ts';
import { parseTrainConfig, type TrainConfig } from '../../../app/training/trainConfig.ts';
import { randomSource } from '../../../app/training/randomSource.ts';
import { chooseAim, samplingIndexOf, type Aim } from './samplingIndex.ts';

const ring = (x: number, y: number, size: number): Ring => [x, y, x + size, y, x + size, y + size, x, y + size];
const square = (x: number, y: number, size: number, classIndex: number, isCrowd = false): RunObject => ({
  classIndex,
  isCrowd,
  geometry: { kind: 'polygon', parts: [{ outline: ring(x, y, size), holes: [] }] },
});
type SampledImage = Pick<RunImage, 'width' | 'height' | 'objects'>;
const draws = 4000;

function aims(images: readonly SampledImage[], config: Partial<TrainConfig>): Aim[] {
  const index = samplingIndexOf(images);
  const complete = parseTrainConfig(config);
  const random = randomSource(11);
  return Array.from({ length: draws }, () => chooseAim(complete, index, random));
}
/** Four deviations of a share that is counted so often. */
const expectShare = (found: number, wanted: number): void => {
  const deviation = Math.sqrt((wanted * (1 - wanted)) / draws);
  expect(Math.abs(found / draws - wanted)).toBeLessThanOrEqual(4 * deviation);
};

describe('cut-outs that are aimed at objects', () => {
  /** 8 objects of one class in the first image, 2 of another in the second, and a crowd that none is aimed at. */
  const images: SampledImage[] = [
    { width: 100, height: 100, objects: Array.from({ length: 8 }, (_, i) => square(12 * i, 20, 8, 1)) },
    { width: 100, height: 100, objects: [square(10, 10, 4, 2), square(60, 60, 30, 2), square(0, 90, 10, 1, true)] },
  ];
  const ofRare = (found: readonly Aim[]): number => found.filter(({ imageIndex }) => imageIndex === 1).length;

  it.each([
    [1, 1 / 2],
    [0.5, Math.sqrt(2) / (Math.sqrt(2) + Math.sqrt(8))],
    [0, 1 / 5],
  ])('take labels in turns by a balance of %s', (classBalance, share) => {
    expectShare(ofRare(aims(images, { foregroundShare: 1, classBalance })), share);
  });

  it.each([
    [1, 1 / 2],
    [0.5, 1 / (1 + Math.sqrt(9))],
    [0, 1 / 10],
  ])('take images in turns by a balance of %s', (imageBalance, share) => {
    const many = Array.from({ length: 9 }, (_, i) => square(10 * i, 20, 8, 1));
    const few = [square(10, 10, 4, 1), square(40, 10, 9, 1, true)];
    const both = [many, few].map((objects) => ({ width: 100, height: 100, objects }));
    expectShare(ofRare(aims(both, { foregroundShare: 1, imageBalance })), share);
  });

  it('take objects of a label alike, whatever their size, and parts of an object alike', () => {
    const found = aims(images, { foregroundShare: 1 }).filter(({ imageIndex }) => imageIndex === 1);
    const large = found.filter(({ x }) => x >= 60);
    expect(Math.abs(large.length / found.length - 0.5)).toBeLessThan(0.05);
    for (const { x, y } of large) expect([x >= 60, y >= 60, x <= 90, y <= 90].every(Boolean)).toBe(true);
    expect(Math.abs(large.filter(({ x }) => x < 75).length / large.length - 0.5)).toBeLessThan(0.07);
    expect(Math.abs(large.filter(({ y }) => y < 70).length / large.length - 1 / 3)).toBeLessThan(0.07);
  });

  it('meet the object itself, not its hole', () => {
    const frame: Geometry = { kind: 'polygon', parts: [{ outline: ring(10, 10, 60), holes: [ring(15, 15, 50)] }] };
    const objects = [{ classIndex: 1, isCrowd: false, geometry: frame }];
    for (const aim of aims([{ width: 100, height: 100, objects }], { foregroundShare: 1 })) {
      expect(containsPoint(frame, aim)).toBe(true);
    }
  });
});

describe('the other cut-outs', () => {
  const empty: SampledImage = { width: 40, height: 40, objects: [] };
  const images: SampledImage[] = [{ width: 80, height: 80, objects: [square(0, 0, 1, 1)] }, empty, empty];

  it('come from images without objects as often as said, and otherwise from all, larger ones more often', () => {
    const count = (config: Partial<TrainConfig>): number =>
      aims(images, config).filter(({ imageIndex }) => imageIndex > 0).length;
    expectShare(count({ foregroundShare: 0, emptyImageShare: 1 }), 1);
    expectShare(count({ foregroundShare: 0, emptyImageShare: 0 }), 1 / 2);
    expectShare(count({ foregroundShare: 0.6, emptyImageShare: 0.5 }), 0.4 * (0.5 + 0.5 / 2));
    expectShare(count({ foregroundShare: 1, emptyImageShare: 1 }), 0);
  });

  it('come from anywhere where there are no images without objects, or no objects', () => {
    const found = aims([images[0] as SampledImage], { foregroundShare: 0, emptyImageShare: 1 });
    expect(Math.abs(found.filter(({ x }) => x < 20).length / draws - 1 / 4)).toBeLessThan(0.03);
    expect(aims([empty], { foregroundShare: 1 }).every(({ x, y }) => x < 40 && y < 40)).toBe(true);
  });
});
