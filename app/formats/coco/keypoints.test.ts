import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noiseImage } from '../../../tests/generators/masks.ts';
import { somePoints } from '../../../tests/generators/points.ts';
import { geometryBox } from '../../geometry/measure.ts';
import { pointCount } from '../../geometry/points.ts';
import type { WrittenInfo } from './cocoSchema.ts';
import { readCocoTruth } from './cocoTruth.ts';
import { cocoPoints } from './keypoints.ts';
import { readCoco } from './readCoco.ts';
import { writeCoco } from './writeCoco.ts';

const info: WrittenInfo = { description: '', version: '1', year: 2000, contributor: '', date_created: '' };
const known = [{ id: 'image', name: 'a.png', ...noiseImage }];
const image = { id: 1, file_name: 'a.png', ...noiseImage, done: false };
const category = { id: 3, name: 'cell', supercategory: '' };

test('points are written as keypoints, and read back as they were', () => {
  fc.assert(
    fc.property(fc.array(somePoints, { minLength: 1, maxLength: 4 }), (objects) => {
      const rows = objects.map((geometry, index) =>
        cocoPoints({ id: index + 1, imageId: 1, categoryId: 3, isCrowd: false, group: 2 }, geometry),
      );
      const file: unknown = JSON.parse([...writeCoco(info, [image], [category], rows)].join(''));
      const { objects: found, refusals } = readCoco(file, known);
      expect(refusals).toEqual([]);
      expect(found.map(({ geometry, mask, group }) => [geometry, mask, group])).toEqual(
        objects.map((geometry) => [geometry, null, 2]),
      );
      expect(rows.map(({ num_keypoints, bbox }) => [num_keypoints, bbox])).toEqual(
        objects.map((geometry) => {
          const { x, y, width, height } = geometryBox(geometry);
          return [pointCount(geometry), [x, y, width, height]];
        }),
      );
    }),
  );
});

test('an annotation of points has no segmentation and no area', () => {
  const geometry = { kind: 'points', points: [1.5, 2, 4, 3.25] } as const;
  const object = { id: 7, imageId: 1, categoryId: 3, isCrowd: false, attributes: { stage: 'late' } };
  expect(cocoPoints(object, geometry)).toEqual({
    id: 7,
    image_id: 1,
    category_id: 3,
    segmentation: [],
    keypoints: [1.5, 2, 2, 4, 3.25, 2],
    num_keypoints: 2,
    area: 0,
    bbox: [1, 2, 3, 2],
    iscrowd: 0,
    attributes: { stage: 'late' },
  });
});

function readRow(row: object) {
  const annotation = { id: 1, image_id: 1, category_id: 3, ...row };
  const { objects, refusals } = readCoco({ images: [image], categories: [category], annotations: [annotation] }, known);
  const notTaken = [...refusals, ...objects.flatMap(({ omitted }) => omitted)];
  return [objects.map(({ geometry }) => geometry), notTaken.map(({ reason }) => reason)];
}

test('visible keypoints are taken where there is no segmentation; what cannot be taken is said', () => {
  const square = [2, 2, 8, 2, 8, 8, 2, 8];
  const far = 2 * noiseImage.width;
  expect({
    hidden: readRow({ segmentation: [], keypoints: [1, 1, 0, 2, 2, 1, 3, 3, 2] }),
    withoutSegmentation: readRow({ keypoints: [1, 1, 2] }),
    withSegmentation: readRow({ segmentation: [square], keypoints: [1, 1, 2] }),
    someBeside: readRow({ segmentation: [], keypoints: [1, 1, 2, far, 1, 2] }),
    allBeside: readRow({ segmentation: [], keypoints: [far, 1, 2] }),
    noneVisible: readRow({ segmentation: [], keypoints: [0, 0, 0] }),
    uneven: readRow({ segmentation: [], keypoints: [1, 1, 2, 3] }),
    words: readRow({ segmentation: [], keypoints: [1, 'x', 2] }),
    nothing: readRow({ segmentation: [], keypoints: [] }),
  }).toEqual({
    hidden: [[{ kind: 'points', points: [2, 2, 3, 3] }], []],
    withoutSegmentation: [[{ kind: 'points', points: [1, 1] }], []],
    withSegmentation: [[{ kind: 'polygon', parts: [{ outline: square, holes: [] }] }], []],
    someBeside: [
      [{ kind: 'points', points: [1, 1] }],
      ['Keypoints beside the image: 1. The rest of the object was taken.'],
    ],
    allBeside: [[], ['None of its keypoints is on the image.']],
    noneVisible: [[], ['None of its keypoints is visible.']],
    uneven: [[], ['Its keypoints have 4 numbers; each needs x, y and whether it is visible.']],
    words: [[], ['Its keypoints are not a list of numbers.']],
    nothing: [[], ['It has only a box: its segmentation is empty.']],
  });
});

test('points are no ground truth that results are scored against', () => {
  const row = cocoPoints({ id: 1, imageId: 1, categoryId: 3, isCrowd: false }, { kind: 'points', points: [1, 1] });
  const { images, notes } = readCocoTruth({ images: [image], categories: [category], annotations: [row] });
  expect([images.map(({ rows }) => rows.length), notes]).toEqual([
    [0],
    ['Annotations of points, which cover no pixels, were left out: 1.'],
  ]);
});
