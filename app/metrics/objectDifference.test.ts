import { expect, test } from 'vitest';
import type { AreaGeometry, MaskGeometry } from '../geometry/geometry.ts';
import { maskFromGeometry, spansFromGeometry } from '../geometry/rasterise.ts';
import { boxSpans, maskFromSpans } from '../geometry/spans.ts';
import { randomSource } from '../training/randomSource.ts';
import { paintClasses } from './classMap.ts';
import { tallyImage, tallyScores } from './imageTally.ts';
import { measurePixels } from './maskOverlap.ts';
import { compareObjects, type ComparedRecord, differenceKinds, type ObjectDifference } from './objectDifference.ts';

const size = { width: 120, height: 80 };
const pixelsOf = (geometry: AreaGeometry) => measurePixels(spansFromGeometry(geometry, size));

function box(x: number, y: number, width: number, height: number): MaskGeometry {
  const mask = maskFromSpans(boxSpans({ x, y, width, height }));
  if (mask === null) throw new Error('The box is empty.');
  return mask;
}

function record(labelId: string, geometry: AreaGeometry, change: Partial<ComparedRecord> = {}): ComparedRecord {
  return { labelId, geometry, score: null, isCrowd: false, ...change };
}

/** The pauses and what came in the end. */
function finished(
  truths: readonly ComparedRecord[],
  suggestions: readonly ComparedRecord[],
): [number, ObjectDifference] {
  const work = compareObjects(truths, suggestions, pixelsOf);
  for (let pauses = 0; ; pauses++) {
    const step = work.next();
    if (step.done === true) return [pauses, step.value];
  }
}

test('parts are what one side has alone and what both have; whole objects keep their shape', () => {
  const alone: AreaGeometry = { kind: 'polygon', parts: [{ outline: [60, 10, 80, 10, 80, 30], holes: [] }] };
  const truths = [record('cell', box(10, 10, 20, 10)), record('cell', alone)];
  const suggestions = [record('cell', box(20, 10, 20, 10)), record('cell', box(90, 50, 5, 5), { score: 0.6 })];
  const [, { parts, labels }] = finished(truths, suggestions);
  expect(parts).toEqual([
    { kind: 'truth', of: 0, geometry: box(10, 10, 10, 10) },
    { kind: 'both', of: 0, geometry: box(20, 10, 10, 10) },
    { kind: 'truth', of: 1, geometry: alone },
    { kind: 'suggestions', of: 0, geometry: box(30, 10, 10, 10) },
    { kind: 'suggestions', of: 1, geometry: box(90, 50, 5, 5) },
  ]);
  const triangle = pixelsOf(alone).area;
  expect(labels).toEqual([
    {
      labelId: 'cell',
      iou: 100 / (300 + triangle + 25),
      pixels: { truth: 100 + triangle, suggestions: 125, both: 100 },
      found: 0,
      missed: 2,
      extra: 2,
    },
  ]);
});

test('another label is missed by one and extra of the other; crowds excuse what lies in them', () => {
  const truths = [record('cell', box(0, 0, 10, 10)), record('cell', box(50, 0, 40, 40), { isCrowd: true })];
  const suggestions = [record('crystal', box(0, 0, 10, 10)), record('cell', box(55, 5, 10, 10))];
  const [, { parts, labels }] = finished(truths, suggestions);
  expect(parts.map(({ kind, of }) => [kind, of])).toEqual([
    ['truth', 0],
    ['truth', 1],
    ['both', 1],
    ['suggestions', 0],
  ]);
  expect(labels.map(({ labelId, found, missed, extra }) => [labelId, found, missed, extra])).toEqual([
    ['cell', 0, 1, 0],
    ['crystal', 0, 0, 1],
  ]);
});

test('nothing compared is nothing; all missed and all extra are told', () => {
  expect(finished([], [])[1]).toEqual({ parts: [], labels: [] });
  const objects = [record('cell', box(0, 0, 10, 10)), record('cell', box(5, 0, 10, 10))];
  const none = { labelId: 'cell', iou: 0, found: 0 };
  expect(finished(objects, [])[1].labels).toEqual([
    { ...none, pixels: { truth: 150, suggestions: 0, both: 0 }, missed: 2, extra: 0 },
  ]);
  expect(finished([], objects)[1].labels).toEqual([
    { ...none, pixels: { truth: 0, suggestions: 150, both: 0 }, missed: 0, extra: 2 },
  ]);
});

test('on random objects the numbers are those of whole class maps, and it pauses after every object', () => {
  const random = randomSource(7);
  const whole = (limit: number) => Math.floor(random() * limit);
  const randomBox = () => box(whole(100), whole(60), 3 + whole(18), 3 + whole(18));
  for (let round = 0; round < 30; round++) {
    const truths = Array.from({ length: 12 }, () => record('cell', randomBox()));
    const suggestions = Array.from({ length: 12 }, () => record('cell', randomBox(), { score: random() }));
    const [pauses, { parts, labels }] = finished(truths, suggestions);
    expect(pauses).toBeGreaterThan(48);
    const masks = (records: readonly ComparedRecord[]) =>
      records.map(({ geometry, score }) => {
        const mask = maskFromGeometry(geometry, size);
        if (mask === null) throw new Error('An object has no pixels.');
        return { classIndex: 1, mask, score: score ?? 1, isCrowd: false };
      });
    const tally = tallyImage(['cell'], size, masks(truths), masks(suggestions));
    const { iouPerLabel, found, missed, extra } = tallyScores([tally], ['cell']);
    expect(labels.map(({ iou, ...counts }) => [iou, counts.found, counts.missed, counts.extra])).toEqual([
      [expect.closeTo(iouPerLabel['cell'] ?? -1, 12), found, missed, extra],
    ]);
    const painted = differenceKinds.map((kind) => {
      const ofKind = parts.filter((part) => part.kind === kind).map(({ geometry }) => record('cell', geometry));
      return paintClasses(masks(ofKind), size).reduce((sum, pixel) => sum + pixel, 0);
    });
    expect(painted).toEqual(differenceKinds.map((kind) => labels[0]?.pixels[kind]));
  }
});
