import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Geometry } from '../../app/geometry/geometry.ts';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { startExportCoco } from './exportCoco.ts';
import { startImportCoco } from './importCoco.ts';

const size = { width: 12, height: 10 };
const square: Geometry = { kind: 'polygon', parts: [{ outline: [2, 2, 8, 2, 8, 8, 2, 8], holes: [] }] };
const marks: Geometry = { kind: 'points', points: [1.25, 2, 12, 10] };
const other: Geometry = { kind: 'points', points: [3, 3] };

test('points leave beside areas and come back into another project, and again without doubling them', async () => {
  const host = createJobHost();
  host.project.images.add([
    imageRecord('both', { ...size, contentHash: 'b' }),
    imageRecord('pointsOnly', { ...size, contentHash: 'p' }),
    imageRecord('rejected', { ...size, contentHash: 'r', review: 'rejected' }),
  ]);
  host.project.labels.add([labelRecord('cell', { name: 'cell' })]);
  host.project.annotations.add([
    annotationRecord('a', 'both', 'cell', { geometry: square, groupId: 'g', createdAt: 1 }),
    annotationRecord('b', 'both', 'cell', { geometry: marks, groupId: 'g', createdAt: 2 }),
    annotationRecord('c', 'pointsOnly', 'cell', { geometry: other }),
    annotationRecord('d', 'rejected', 'cell', { geometry: other }),
  ]);
  const order = { folder: join(host.folder, 'out'), copyImages: false };
  const result = await host.result(startExportCoco(host.context, host.project, order), 'exportCoco');
  expect(result).toMatchObject({ images: 2, objects: 3, polygons: 1, masks: 0, points: 2 });
  expect(result.refused).toEqual([{ item: 'rejected.png', reason: { kind: 'rejectedImage', objects: 1 } }]);
  const { images } = JSON.parse(readFileSync(result.file, 'utf8')) as { images: { done: boolean }[] };
  expect(images.map(({ done }) => done)).toEqual([false, false]);

  const second = createJobHost();
  second.project.images.add([
    imageRecord('x', { ...size, name: 'both.png', contentHash: 'b' }),
    imageRecord('y', { ...size, name: 'pointsOnly.png', contentHash: 'p' }),
  ]);
  const importOnce = () =>
    second.result(startImportCoco(second.context, second.project, result.file), 'importAnnotations');
  expect(await importOnce()).toMatchObject({ objects: 3, images: 2, alreadyPresent: 0, negatives: 0, refused: [] });
  expect(await importOnce()).toMatchObject({ objects: 0, alreadyPresent: 3, refused: [] });
  const found = ['x', 'y'].map((id) => second.project.annotations.ofImage(id));
  expect(found.map((records) => records.map(({ geometry }) => geometry))).toEqual([
    expect.arrayContaining([square, marks]) as unknown,
    [other],
  ]);
  const groups = new Set(found[0]?.map(({ groupId }) => groupId));
  expect([groups.size, groups.has(null)]).toEqual([1, false]);
});
