import { expect, test } from 'vitest';
import { boxIou, type Box } from './boxOverlap.ts';
import { matchImage, rankByScore, type TrueArea } from './cocoMatching.ts';
import { cocoScores, statsOf } from './cocoScores.ts';

type Truth = readonly [box: Box, options?: Partial<TrueArea>];
type Detection = readonly [box: Box, score: number];

function match(truths: readonly Truth[], detections: readonly Detection[]) {
  const ranked = rankByScore(
    detections.map(([, score]) => ({ score })),
    100,
  ).map((index) => detections[index] as Detection);
  return matchImage(
    truths.map(([[, , width, height], options]) => ({ area: width * height, isCrowd: false, ...options })),
    ranked.map(([[, , width, height], score]) => ({ score, area: width * height })),
    (detection, truth) => {
      const [box, options] = truths[truth] as Truth;
      return boxIou((ranked[detection] as Detection)[0], box, options?.isCrowd === true);
    },
  );
}

/** A square of 10 x 10 pixels, of which `shift` columns lie beside the one at `x`. */
const square = (x: number, shift = 0): Box => [x + shift, 0, 10, 10];

test('reads precision off where recall is reached: three objects, found, missed by a shift, found late', () => {
  // By falling score: hit, miss, hit. One of three objects is found by nothing, so recall ends at 2/3.
  const image = match(
    [[square(0)], [square(50)], [square(100)]],
    [
      [square(0), 0.9],
      [square(50, 6), 0.8],
      [square(100), 0.7],
    ],
  );
  const { numbers, precisionCurves } = cocoScores([[image]]);
  // Recalls 0 to 0.33 have precision 1, up to 0.66 precision 2/3, the other 34 of the 101 points none.
  const expected = (34 * 1 + 33 * (2 / 3)) / 101;
  expect(numbers.ap).toBeCloseTo(expected, 14);
  expect(numbers.ap50).toBeCloseTo(expected, 14);
  expect([numbers.ar1, numbers.ar10, numbers.ar100]).toEqual(
    [1 / 3, 2 / 3, 2 / 3].map((value) => expect.closeTo(value, 14) as number),
  );
  expect(precisionCurves[0]?.map((value) => Math.round(value * 3) / 3)).toEqual(
    Array.from({ length: 101 }, (_, point) => (point <= 33 ? 1 : point <= 66 ? 2 / 3 : 0)),
  );
});

test('sizes: both ends belong to a size, and nothing of a size is -1', () => {
  const image = match([[square(0), { area: 32 ** 2 }]], [[square(0), 0.5]]);
  const stats = statsOf(cocoScores([[image]]).numbers);
  expect(stats.map((value) => Number(value.toFixed(12)))).toEqual([1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 1, -1]);
});

test('a detection outside of the size is not wrong for it, unless it matches', () => {
  const image = match(
    [[[0, 0, 50, 50]]],
    [
      [square(100), 0.9],
      [[0, 0, 50, 50], 0.8],
    ],
  );
  const { numbers } = cocoScores([[image]]);
  // For all sizes the surer detection is wrong; for medium ones the small square does not count.
  expect([numbers.ap, numbers.apMedium, numbers.apSmall]).toEqual([
    expect.closeTo(0.5, 14),
    expect.closeTo(1, 14),
    null,
  ]);
});

test('a crowd takes any number of detections, and counts neither way', () => {
  const image = match(
    [[[0, 0, 100, 100], { isCrowd: true }], [square(200)]],
    [
      [square(10), 0.9],
      [square(30), 0.8],
      [square(200), 0.7],
    ],
  );
  expect([...image.outcomes.subarray(0, 3)]).toEqual([2, 2, 1]);
  expect(cocoScores([[image]]).numbers.ap).toBeCloseTo(1, 14);
});

test('of two objects of the same overlap the last is taken, each once; an id of 0 is taken and not found', () => {
  const twice = match(
    [[square(0)], [square(0)]],
    [
      [square(0), 0.9],
      [square(0), 0.8],
      [square(0), 0.7],
    ],
  );
  expect([...twice.outcomes.subarray(0, 3)]).toEqual([1, 1, 0]);
  const zero = match([[square(0), { countsAsUnmatched: true }]], [[square(0), 0.9]]);
  expect([...zero.outcomes.subarray(0, 1)]).toEqual([0]);
});

test('classes without objects are left out of means, classes without detections are not', () => {
  const found = match([[square(0)]], [[square(0), 0.9]]);
  const missed = match([[square(0)]], []);
  const invented = match([], [[square(0), 0.9]]);
  const { numbers, classes } = cocoScores([[found], [missed], [invented], []]);
  expect(numbers.ap).toBeCloseTo(0.5, 14);
  expect(classes.map(({ ap, truths }) => [ap && Math.round(ap), truths])).toEqual([
    [1, 1],
    [0, 1],
    [null, 0],
    [null, 0],
  ]);
});

test('equal scores keep the order of the images', () => {
  const right = match([[square(0)]], [[square(0), 0.5]]);
  const wrong = match([], [[square(0), 0.5]]);
  expect(cocoScores([[right, wrong]]).numbers.ap).toBeCloseTo(1, 14);
  expect(cocoScores([[wrong, right]]).numbers.ap).toBeCloseTo(0.5, 14);
});

test('only the hundred surest detections of an image count, unless more are asked for', () => {
  const detections = Array.from({ length: 150 }, (_, index): Detection => [square(20 * index), 1 - index / 1000]);
  const truths = detections.map(([box]): Truth => [box]);
  const image = matchImage(
    truths.map(() => ({ area: 100, isCrowd: false })),
    detections.map(([, score]) => ({ score, area: 100 })),
    (detection, truth) => Number(detection === truth),
  );
  expect(cocoScores([[image]]).numbers.ar100).toBeCloseTo(100 / 150, 14);
  expect(cocoScores([[image]], Infinity).numbers.ar100).toBe(1);
});
