import { expect, test } from 'vitest';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { comparedImages } from './compareModels.ts';

test('models are compared on held-out images that no model labelled, while there are any', () => {
  const { project } = createJobHost();
  const source = { kind: 'model', modelId: 'm' } as const;
  const names = ['drawn', 'suggested', 'mixed', 'negative'];
  project.images.add([
    ...names.map((id) => imageRecord(id, { contentHash: id, split: 'val', done: id === 'negative' })),
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
