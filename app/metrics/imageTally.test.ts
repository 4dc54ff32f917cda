import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MaskGeometry } from '../geometry/geometry.ts';
import { maskFromGeometry } from '../geometry/rasterise.ts';
import { addImage, evaluationResult, startEvaluation, type PredictedObject, type TrueObject } from './evaluation.ts';
import { tallyImage, tallyScores } from './imageTally.ts';

const size = { width: 24, height: 20 };
const labelIds = ['cell', 'crystal'];

function box(x: number, y: number, width: number, height: number): MaskGeometry {
  const outline = [x, y, x + width, y, x + width, y + height, x, y + height];
  const mask = maskFromGeometry({ kind: 'polygon', parts: [{ outline, holes: [] }] }, size);
  if (mask === null) throw new Error('The box holds no pixel.');
  return mask;
}

const anyBox = fc
  .tuple(fc.nat(20), fc.nat(16), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .map(([x, y, width, height]) => box(x, y, width, height));
const anyTruth: fc.Arbitrary<TrueObject> = fc.record({
  classIndex: fc.integer({ min: 1, max: 3 }),
  mask: anyBox,
  isCrowd: fc.boolean(),
});
const anyPrediction: fc.Arbitrary<PredictedObject> = fc.record({
  classIndex: fc.integer({ min: 1, max: 3 }),
  mask: anyBox,
  score: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
});

test('tallies of single images add up to the evaluation of all of them', () => {
  const anyImage = fc.tuple(fc.array(anyTruth, { maxLength: 6 }), fc.array(anyPrediction, { maxLength: 6 }));
  fc.assert(
    fc.property(fc.array(anyImage, { maxLength: 4 }), (images) => {
      const evaluation = startEvaluation(labelIds);
      for (const [truths, predictions] of images) addImage(evaluation, size, truths, predictions);
      const { dicePerLabel, iouPerLabel, meanDice, meanIou, instances } = evaluationResult(evaluation);
      const tallies = images.map(([truths, predictions]) => tallyImage(labelIds, size, truths, predictions));
      expect(tallyScores(tallies, labelIds)).toEqual({
        ...{ dicePerLabel, iouPerLabel, meanDice, meanIou },
        ...{ found: instances.matched, f1: instances.f1 },
        missed: instances.truths - instances.matched,
        extra: instances.predictions - instances.matched,
      });
    }),
    { numRuns: 60 },
  );
});

test('the numbers of a small image by hand, and of one label alone', () => {
  const tally = tallyImage(
    labelIds,
    size,
    [
      { classIndex: 1, mask: box(0, 0, 4, 4), isCrowd: false },
      { classIndex: 2, mask: box(10, 0, 4, 4), isCrowd: false },
    ],
    [{ classIndex: 1, mask: box(0, 0, 4, 2), score: 0.9 }],
  );
  expect(tally).toEqual({
    cell: { predicted: 8, actual: 16, both: 8, found: 1, missed: 0, extra: 0 },
    crystal: { predicted: 0, actual: 16, both: 0, found: 0, missed: 1, extra: 0 },
  });
  expect(tallyScores([tally], ['cell'])).toMatchObject({ meanDice: 16 / 24, meanIou: 0.5, found: 1, missed: 0, f1: 1 });
  expect(tallyScores([tally], labelIds)).toMatchObject({ meanDice: 8 / 24, found: 1, missed: 1 });
  expect(tallyScores([], labelIds)).toMatchObject({ meanDice: null, f1: null });
});
