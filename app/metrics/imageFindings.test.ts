import { expect, test } from 'vitest';
import { findErrors, type OverlappingPair } from './imageFindings.ts';

const boxAt = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const truth = (x: number, classIndex: number, isCrowd = false) => ({ classIndex, box: boxAt(x), isCrowd });
const prediction = (x: number, classIndex: number, score: number) => ({ classIndex, box: boxAt(x), score });
const pair = (predicted: number, actual: number, iou: number): OverlappingPair => ({
  prediction: predicted,
  truth: actual,
  iou,
});

test('tells missed, wrong, mislabelled and badly outlined objects apart', () => {
  const truths = [truth(0, 0), truth(20, 0), truth(40, 0), truth(60, 0), truth(80, 1), truth(100, 0, true)];
  const predictions = [
    prediction(0, 0, 0.9), // right
    prediction(21, 0, 0.8), // loosely right
    prediction(40, 1, 0.7), // right outline, another label
    prediction(66, 0, 0.6), // too far off to count
    prediction(100, 0, 0.5), // in the crowd
    prediction(300, 1, 0.4), // nothing there
  ];
  const pairs = [pair(0, 0, 0.9), pair(1, 1, 0.6), pair(2, 2, 0.8), pair(3, 3, 0.25), pair(4, 5, 1)];
  const { found, confused, excused, findings } = findErrors(truths, predictions, [0, 1, 2, 3, 4, 5], pairs);
  expect([found.length, confused.length, [...excused]]).toEqual([2, 1, [4]]);
  const { errors, ...numbers } = findings;
  // Five objects and five predictions outside of the crowd; two pairs that count.
  expect(numbers).toEqual({
    score: 1.5 / 5,
    truths: 5,
    predictions: 5,
    found: 2,
    counts: { missed: 1, wrong: 1, label: 1, outline: 2 },
  });
  expect(errors.map(({ kind, trueClass, foundClass, box, iou }) => [kind, trueClass, foundClass, box.x, iou])).toEqual([
    ['outline', 0, 0, 60, 0.25],
    ['outline', 0, 0, 20, 0.6],
    ['label', 0, 1, 40, 0.8],
    ['missed', 1, null, 80, 0],
    ['wrong', null, 1, 300, 0],
  ]);
});

test('an image without objects and predictions has no score', () => {
  expect(findErrors([], [], [], []).findings.score).toBeNull();
});

test('the surest prediction takes the object, and a second one is wrong', () => {
  const { findings } = findErrors(
    [truth(0, 0)],
    [prediction(0, 0, 0.3), prediction(0, 0, 0.9)],
    [1, 0],
    [pair(0, 0, 0.95), pair(1, 0, 0.8)],
  );
  expect(findings.errors.map(({ kind, score }) => [kind, score])).toEqual([['wrong', 0.3]]);
  expect(findings.score).toBe(0.8 / 1.5);
});
