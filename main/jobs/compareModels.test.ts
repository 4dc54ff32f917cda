import { expect, test } from 'vitest';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { evaluationResult, startEvaluation, type EvaluationReport } from '../../app/metrics/evaluation.ts';
import { comparedImages, compareReports, isNotWorse } from './compareModels.ts';

test('models are compared on held-out images that no model labelled, while there are any', () => {
  const { project } = createJobHost();
  const source = { kind: 'model', modelId: 'm' } as const;
  const names = ['drawn', 'suggested', 'mixed', 'negative'];
  project.images.add([
    ...names.map((id) =>
      imageRecord(id, { contentHash: id, split: 'val', review: id === 'negative' ? 'done' : 'open' }),
    ),
    imageRecord('trained', { split: 'train' }),
    imageRecord('unlabelled', { contentHash: 'u', split: 'val' }),
  ]);
  project.labels.add([labelRecord('cell')]);
  project.annotations.add([
    annotationRecord('1', 'drawn', 'cell'),
    annotationRecord('2', 'drawn', 'cell', { source, score: 0.5, status: 'rejected' }),
    annotationRecord('3', 'suggested', 'cell', { source, score: 0.9 }),
    annotationRecord('4', 'mixed', 'cell'),
    annotationRecord('5', 'mixed', 'cell', { source, score: 0.9 }),
    annotationRecord('6', 'trained', 'cell'),
  ]);
  expect(comparedImages(project).map(({ id }) => id)).toEqual(['drawn', 'negative']);

  const remaining = project.images.list().filter(({ id }) => id === 'drawn' || id === 'negative');
  project.images.setSplits(new Map(remaining.map(({ id }) => [id, 'train'])));
  expect(comparedImages(project).map(({ id }) => id)).toEqual(['mixed', 'suggested']);
});

test('objects decide where the new model tells them apart, and Dice elsewhere', () => {
  const empty = evaluationResult(startEvaluation(['cell']));
  const report = (meanDice: number | null, meanAccuracy: number | null): EvaluationReport => {
    return { ...empty, images: 5, meanDice, instances: { ...empty.instances, meanAccuracy } };
  };
  const [before, after] = [report(0.9, 0.4), report(0.88, 0.5)];
  const dice = { previousModelId: 'm', previousDice: 0.9, newDice: 0.88, images: 5 };
  const byObjects = compareReports('m', before, after, 'rims');
  const byDice = compareReports('m', before, after, 'components');
  expect([byObjects, byDice]).toEqual([{ ...dice, objects: { previous: 0.4, new: 0.5 } }, dice]);
  expect([byObjects, byDice].map((comparison) => comparison && isNotWorse(comparison))).toEqual([true, false]);
  const tie = compareReports('m', before, report(0.88, 0.4), 'rims');
  expect(tie && isNotWorse(tie)).toBe(false);
  expect(compareReports('m', before, report(0.95, null), 'rims')).toEqual({ ...dice, newDice: 0.95 });
  expect(compareReports('m', report(null, null), after, 'rims')).toBeNull();
});
