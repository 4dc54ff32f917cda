import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { reviewStates } from '../../app/model/imageReview.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { imagesOfSet } from '../jobs/comparedSets.ts';
import { createProjectStore } from '../store/projectStore.ts';
import { readTrainingSet } from './trainingSet.ts';

test('training takes what is labelled, true negatives among it, and leaves out what a reviewer has rejected', () => {
  const project = createProjectStore(join(temporaryFolder(), 'project'), 'Reviewed');
  onTestFinished(() => project.close());
  const ids = reviewStates.flatMap((review) => [`${review}, empty`, `${review}, with object`]);
  project.images.add(
    ids.map((id) => imageRecord(id, { review: reviewStates.find((review) => id.startsWith(review)) ?? 'open' })),
  );
  project.labels.add([labelRecord('cell')]);
  project.annotations.add(
    ids.filter((id) => id.endsWith('object')).map((id) => annotationRecord(`of ${id}`, id, 'cell')),
  );
  const { images, objectsByImage } = readTrainingSet(project);
  const taken = images.map(({ id }) => `${id}: ${objectsByImage.get(id)?.length ?? 0}`).sort();
  expect(taken).toEqual([
    'accepted, empty: 0',
    'accepted, with object: 1',
    'done, empty: 0',
    'done, with object: 1',
    'needsReview, with object: 1',
    'open, with object: 1',
  ]);
  const unlabelled = imagesOfSet(project, 'unlabelled').map(({ id }) => id);
  expect(unlabelled.sort()).toEqual(['needsReview, empty', 'open, empty', 'rejected, empty']);
});
