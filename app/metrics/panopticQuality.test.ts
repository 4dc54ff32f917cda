import { expect, test } from 'vitest';
import { stackLayers } from '../geometry/layers.ts';
import { spanPosition } from '../geometry/spans.ts';
import {
  addPanopticImage,
  emptyPanopticTally,
  meanPanopticScore,
  type PanopticImage,
  panopticScore,
} from './panopticQuality.ts';

/** One row of pixels: `[class, from, to]`, with `true` for a crowd. */
type Segment = readonly [classIndex: number, from: number, to: number, isCrowd?: boolean];

function image(...segments: readonly Segment[]): PanopticImage {
  return {
    segments: segments.map(([classIndex, from, to, isCrowd]) => {
      return { classIndex, area: to - from, isCrowd: isCrowd === true };
    }),
    layers: stackLayers(
      segments.map(([, from, to], owner) => ({ owner, spans: [spanPosition(0, from), spanPosition(0, to)] })),
    ),
  };
}

function tallyOf(truth: PanopticImage, prediction: PanopticImage, unownedIsVoid: boolean, classes = 2) {
  const tally = emptyPanopticTally(classes);
  addPanopticImage(tally, truth, prediction, unownedIsVoid);
  return tally;
}

test('matches above an IoU of one half, and not at it', () => {
  // 0-10 against 0-6 is 0.6; 20-30 against 20-25 is exactly 0.5.
  const tally = tallyOf(image([0, 0, 10], [0, 20, 30]), image([0, 0, 6], [0, 20, 25]), false);
  expect(tally[0]).toEqual({ iouSum: 0.6, truePositives: 1, falsePositives: 1, falseNegatives: 1 });
  expect(panopticScore(tally[0] as (typeof tally)[number])).toEqual({ pq: 0.3, sq: 0.6, rq: 0.5 });
});

test('a segment of the wrong class is missed in one and wrong in the other', () => {
  const tally = tallyOf(image([0, 0, 10]), image([1, 0, 10]), false);
  expect(tally).toEqual([
    { iouSum: 0, truePositives: 0, falsePositives: 0, falseNegatives: 1 },
    { iouSum: 0, truePositives: 0, falsePositives: 1, falseNegatives: 0 },
  ]);
});

test('unlabelled pixels do not widen a union, and what lies mostly in them is not wrong; background is', () => {
  const truth = image([0, 0, 10]);
  const prediction = image([0, 0, 16], [0, 30, 40]);
  expect(tallyOf(truth, prediction, true)[0]).toEqual({
    iouSum: 1,
    truePositives: 1,
    falsePositives: 0,
    falseNegatives: 0,
  });
  expect(tallyOf(truth, prediction, false)[0]).toEqual({
    iouSum: 10 / 16,
    truePositives: 1,
    falsePositives: 1,
    falseNegatives: 0,
  });
});

test('a crowd is not missed, and excuses its own class alone', () => {
  const truth = image([0, 0, 20, true]);
  const [own, other] = tallyOf(truth, image([0, 0, 8], [1, 10, 18]), false);
  expect([own?.falseNegatives, own?.falsePositives, other?.falsePositives]).toEqual([0, 0, 1]);
});

test('classes that are nowhere stay out of the mean', () => {
  const scores = tallyOf(image([0, 0, 10]), image([0, 0, 10]), false, 3).map(panopticScore);
  expect(scores).toEqual([{ pq: 1, sq: 1, rq: 1 }, null, null]);
  expect(meanPanopticScore(scores)).toEqual({ pq: 1, sq: 1, rq: 1, classes: 1 });
  expect(meanPanopticScore([null])).toBeNull();
});
