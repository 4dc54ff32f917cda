import { expect, test } from 'vitest';
import type { Geometry } from '../../app/geometry/geometry.ts';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { withoutDecidedObjects } from '../inference/alreadyLabelled.ts';
import { imagesOfSet } from '../jobs/comparedSets.ts';
import { planFor } from './plannedTraining.ts';
import { readTrainingSet, runDataset } from './trainingSet.ts';

const points: Geometry = { kind: 'points', points: [20, 20, 30, 30] };

function projectWithPoints() {
  const { project } = createJobHost();
  project.images.add([
    imageRecord('area', { contentHash: 'a' }),
    imageRecord('both', { contentHash: 'b' }),
    imageRecord('pointsOnly', { contentHash: 'p' }),
    imageRecord('pointsDone', { contentHash: 'd', review: 'done' }),
    imageRecord('pointsTest', { contentHash: 't', split: 'test' }),
    imageRecord('pointsRejected', { contentHash: 'r', review: 'rejected' }),
  ]);
  project.labels.add([labelRecord('cell'), labelRecord('landmark', { order: 1 })]);
  project.annotations.add([
    annotationRecord('1', 'area', 'cell'),
    annotationRecord('2', 'both', 'cell'),
    ...['both', 'pointsOnly', 'pointsDone', 'pointsTest', 'pointsRejected'].map((id) =>
      annotationRecord(`points of ${id}`, id, 'landmark', { geometry: points }),
    ),
  ]);
  return project;
}

test('nothing is learnt from points: an image with them alone is as unlabelled as an empty one', () => {
  const project = projectWithPoints();
  const set = readTrainingSet(project);
  const { images, labels } = runDataset(project, set);
  expect(labels.map(({ id }) => id)).toEqual(['cell']);
  expect(images.map(({ id, objects }) => [id, objects.map(({ geometry }) => geometry.kind)]).sort()).toEqual([
    ['area', ['polygon']],
    ['both', ['polygon']],
    ['pointsDone', []],
  ]);
  expect(imagesOfSet(project, 'unlabelled').map(({ id }) => id)).toEqual([
    'pointsOnly',
    'pointsRejected',
    'pointsTest',
  ]);
});

test('the plan says how many objects of points it leaves out, and counts none of them', async () => {
  const project = projectWithPoints();
  const wishes = { device: 'cpu', config: {} } as const;
  const plan = await planFor(project, readTrainingSet(project), wishes, { findings: [], speeds: [] });
  expect([plan.pointsLeftOut, plan.obstacle]).toEqual([3, null]);
  expect(plan.trainImages + plan.validationImages).toBe(3);
  expect(plan.objects).toBeLessThanOrEqual(2);
});

test('what was scored on an image stays right when points come and go', () => {
  const project = projectWithPoints();
  const before = [project.truths.hashOf('area'), project.truths.hashes().get('area')];
  project.annotations.add([annotationRecord('more', 'area', 'landmark', { geometry: points })]);
  expect([project.truths.hashOf('area'), project.truths.hashes().get('area')]).toEqual(before);
  expect([project.truths.hashOf('pointsOnly'), project.truths.hashes().has('pointsOnly')]).toEqual(['', false]);
  project.annotations.add([annotationRecord('area too', 'area', 'cell')]);
  expect(project.truths.hashOf('area')).not.toBe(before[0]);
});

test('points do not keep a model from suggesting an object around them', () => {
  const geometry = { kind: 'mask', box: { x: 19, y: 19, width: 2, height: 2 }, counts: '04' } as const;
  const instance = { classIndex: 1, score: 0.9, geometry };
  const decided = annotationRecord('p', 'i', 'cell', { geometry: { kind: 'points', points: [20, 20] } });
  const size = { width: 40, height: 40 };
  expect(withoutDecidedObjects([instance], [decided], size)).toEqual([instance]);
  expect(withoutDecidedObjects([instance], [annotationRecord('m', 'i', 'cell', { geometry })], size)).toEqual([]);
});
