import * as v from 'valibot';
import { expect, test } from 'vitest';
import { encodeCounts } from '../geometry/counts.ts';
import type { MaskGeometry } from '../geometry/geometry.ts';
import { addImage, type EvaluationReport, evaluationReport, evaluationResult, startEvaluation } from './evaluation.ts';

const size = { width: 100, height: 100 };

function rectangle(x: number, y: number, width: number, height: number): MaskGeometry {
  return { kind: 'mask', box: { x, y, width, height }, counts: encodeCounts([0, width * height]) };
}

type Truth = readonly [classIndex: number, x: number, y: number, width: number, height: number, isCrowd: boolean];
type Prediction = readonly [classIndex: number, x: number, y: number, width: number, height: number, score: number];

function evaluate(images: readonly (readonly [readonly Truth[], readonly Prediction[]])[]) {
  const evaluation = startEvaluation(['a', 'b']);
  for (const [truths, predictions] of images) {
    addImage(
      evaluation,
      size,
      truths.map(([classIndex, x, y, w, h, isCrowd]) => ({ classIndex, mask: rectangle(x, y, w, h), isCrowd })),
      predictions.map(([classIndex, x, y, w, h, score]) => ({ classIndex, mask: rectangle(x, y, w, h), score })),
    );
  }
  return evaluationResult(evaluation);
}

test('agrees with pycocotools on two images with a crowd', () => {
  const report = evaluate([
    [
      [
        [1, 10, 10, 20, 20, false],
        [1, 50, 10, 20, 20, false],
        [1, 10, 60, 30, 30, true],
        [2, 70, 70, 20, 20, false],
      ],
      [
        [1, 11, 10, 20, 20, 0.9],
        [1, 12, 10, 20, 20, 0.85],
        [1, 52, 13, 20, 20, 0.6],
        [1, 12, 62, 10, 10, 0.95],
        [1, 80, 40, 10, 10, 0.7],
        [2, 71, 71, 20, 20, 0.4],
      ],
    ],
    [
      [
        [1, 5, 5, 40, 10, false],
        [1, 60, 60, 12, 12, false],
        [1, 30, 70, 8, 8, false],
        [2, 70, 5, 10, 20, false],
      ],
      [
        [1, 5, 6, 40, 10, 0.8],
        [1, 60, 60, 12, 12, 0.3],
        [1, 31, 71, 9, 9, 0.5],
        [1, 0, 90, 5, 5, 0.6],
        [2, 70, 7, 10, 20, 0.9],
        [2, 40, 40, 10, 10, 0.95],
      ],
    ],
  ]);
  // The averages come from pycocotools' COCOeval on the same rectangles; the counts are clear by eye.
  expect(report.instances).toEqual({
    truths: 7,
    predictions: 11,
    matched: 7,
    precision: 7 / 11,
    recall: 1,
    f1: 14 / 18,
    accuracy: 7 / 11,
    // The IoUs of the pairs are 0.51, 0.62, 0.818, 0.818, 0.822, 0.90 and 1.
    meanAccuracy: expect.closeTo((7 / 11 + 2 * (6 / 12) + 4 * (5 / 13) + 2 * (2 / 16) + 1 / 17) / 10, 12) as number,
    averagePrecision50: expect.closeTo(0.688943894389439, 12) as number,
    averagePrecision: expect.closeTo(0.43455033003300325, 12) as number,
  });
  expect(v.parse(evaluationReport, report)).toEqual(report);
});

test('compares pixels by class, covers with the surest prediction, and leaves crowds out', () => {
  const report = evaluate([
    [
      [
        [1, 0, 0, 10, 10, false],
        [1, 50, 50, 20, 20, true],
      ],
      [
        [1, 0, 0, 10, 8, 0.9],
        [2, 0, 4, 10, 6, 0.5],
        [1, 55, 55, 5, 5, 0.9],
      ],
    ],
  ]);
  // Class 1: 80 of 100 pixels found, none wrong. Class 2: 20 pixels predicted where there is none.
  expect({ ...report, instances: undefined, details: undefined }).toEqual({
    images: 1,
    dicePerLabel: { a: 160 / 180, b: 0 },
    iouPerLabel: { a: 0.8, b: 0 },
    meanDice: 80 / 180,
    meanIou: 0.4,
    pixelAccuracy: (9600 - 20) / 9600,
    instances: undefined,
    details: undefined,
  });
});

test('says nothing about labels that are nowhere, and nothing at all without images', () => {
  const absent = evaluate([[[[1, 0, 0, 10, 10, false]], [[1, 0, 0, 10, 10, 1]]]]);
  expect([absent.dicePerLabel, absent.meanDice]).toEqual([{ a: 1, b: null }, 1]);
  const { details, ...numbers } = startedOnly();
  expect(Object.values(details?.masks ?? {}).every((value) => value === null)).toBe(true);
  expect(numbers).toEqual({
    images: 0,
    dicePerLabel: { a: null, b: null },
    iouPerLabel: { a: null, b: null },
    meanDice: null,
    meanIou: null,
    pixelAccuracy: null,
    instances: {
      truths: 0,
      predictions: 0,
      matched: 0,
      precision: null,
      recall: null,
      f1: null,
      accuracy: null,
      meanAccuracy: null,
      averagePrecision50: null,
      averagePrecision: null,
    },
  });
});

function startedOnly() {
  return evaluationResult(startEvaluation(['a', 'b']));
}

test('measures boxes, outlines, segments and confusions too, and tells what went wrong where', () => {
  const evaluation = startEvaluation(['a', 'b']);
  const object = (classIndex: number, x: number, y: number, side: number) => {
    return { classIndex, mask: rectangle(x, y, side, side), isCrowd: false, score: 0.9 };
  };
  const findings = addImage(
    evaluation,
    size,
    [object(1, 0, 0, 20), object(1, 40, 0, 20), object(2, 0, 50, 20), object(1, 60, 60, 20)],
    // Exact, taken for the other label, five columns off (IoU 0.6), and where there is nothing.
    [object(1, 0, 0, 20), object(2, 40, 0, 20), object(2, 5, 50, 20), object(1, 80, 20, 10)],
  );
  expect(findings.counts).toEqual({ missed: 1, wrong: 1, label: 1, outline: 1 });
  expect(findings.errors.find(({ kind }) => kind === 'label')).toEqual({
    kind: 'label',
    trueClass: 0,
    foundClass: 1,
    box: { x: 40, y: 0, width: 20, height: 20 },
    iou: 1,
    score: 0.9,
  });
  const report = evaluationResult(evaluation);
  const details = v.parse(evaluationReport, JSON.parse(JSON.stringify(report))).details as NonNullable<
    EvaluationReport['details']
  >;
  expect(details.objectConfusion).toEqual([
    [0, 1, 0],
    [1, 1, 1],
    [0, 0, 1],
  ]);
  expect(details.pixelConfusion).toEqual([
    [10_000 - 1600 - 200, 100, 100],
    [400, 400, 400],
    [100, 0, 300],
  ]);
  expect(details.errors).toEqual(findings.counts);
  expect(details.foundIou).toBeCloseTo(1.6 / 2, 12);
  // Of a one is found exactly, two are missed and one is none; of b one is found at IoU 0.6, and one is none.
  const [a, b] = details.perLabel;
  expect([a?.pq, a?.sq, a?.rq]).toEqual([1 / 2.5, 1, 1 / 2.5]);
  expect([b?.pq, b?.sq, b?.rq]).toEqual([0.6 / 1.5, 0.6, 1 / 1.5].map((value) => expect.closeTo(value, 12) as number));
  expect([a?.precision, a?.recall, b?.precision, b?.recall]).toEqual([400 / 500, 400 / 1200, 300 / 800, 300 / 400]);
  expect([a?.truths, b?.truths]).toEqual([3, 1]);
  expect(details.boxes.ap50).toBe(details.masks.ap50);
  expect(details.boundaries.ap50).toBeLessThanOrEqual(details.masks.ap50 as number);
});

test('an evaluation of an earlier version still reads', () => {
  const { details: _details, ...before } = startedOnly();
  expect(v.parse(evaluationReport, before).details).toBeNull();
  expect(v.parse(evaluationReport, { ...before, details: { meanAccuracy: 1 } }).details).toBeNull();
});
