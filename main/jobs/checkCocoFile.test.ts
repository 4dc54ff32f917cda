import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { checkCocoFile } from './checkCocoFile.ts';
import { fingerprint } from './cocoRows.ts';

const image = { id: 'a', name: 'a.png', width: 12, height: 10, tags: ['blurred'] };
const mask = { kind: 'mask', box: { x: 2, y: 2, width: 6, height: 6 }, counts: '0T1' } as const;
const stage = { name: 'stage', kind: 'choice', options: ['early', 'late'] } as const;
const cell = { id: 2, name: 'cell', supercategory: '', attributes: [stage, { name: 'size', kind: 'number' }] } as const;
const details = { attributes: { stage: 'late', size: 1 }, group_id: 1 };
const row = { id: 4, image_id: 1, category_id: 2, segmentation: [[2, 2, 8, 2, 8, 8, 2, 8]], iscrowd: 0, ...details };
const dataset = {
  images: [{ id: 1, file_name: 'a.png', width: 12, height: 10, tags: ['blurred'] }],
  categories: [cell, { id: 3, name: 'crack' }],
  annotations: [row],
};

async function check(change: object): Promise<string> {
  const file = join(temporaryFolder(), 'annotations.json');
  writeFileSync(file, JSON.stringify({ ...dataset, ...change }));
  const expected = new Map([
    ['4', fingerprint('a.png', 'cell', false, { geometry: mask, mask }, { attributes: details.attributes, group: 1 })],
  ]);
  return checkCocoFile(file, [image], [cell], expected, () => undefined).then(
    () => 'equal',
    (error: { code: string; message: string }) => `${error.code} ${/\((.*)\)/.exec(error.message)?.[1]}`,
  );
}

test('every difference between the file and what was meant is found', async () => {
  const rows = (change: object) => ({ annotations: [{ ...row, ...change }] });
  expect({
    equal: await check({}),
    onePixel: await check(
      rows({
        segmentation: [
          [2, 2, 8, 2, 8, 8, 2, 8],
          [9, 9, 10, 9, 10, 10, 9, 10],
        ],
      }),
    ),
    label: await check(rows({ category_id: 3 })),
    crowd: await check(rows({ iscrowd: 1 })),
    value: await check(rows({ attributes: { stage: 'early' } })),
    number: await check(rows({ attributes: { stage: 'late', size: '1' } })),
    group: await check(rows({ group_id: 2 })),
    definition: await check({ categories: [{ ...dataset.categories[0], attributes: [] }, dataset.categories[1]] }),
    tags: await check({ images: [{ ...dataset.images[0], tags: ['sharp'] }] }),
    id: await check(rows({ id: 5 })),
    missing: await check({ annotations: [] }),
    twice: await check({ annotations: [row, row] }),
    damaged: await check(rows({ segmentation: [[2, 2, 8, 8]] })),
    image: await check({ images: [], annotations: [] }),
    size: await check({ images: [{ ...dataset.images[0], width: 13 }] }),
  }).toEqual({
    equal: 'equal',
    onePixel: 'EXPORT_MISMATCH annotation 4 on a.png',
    label: 'EXPORT_MISMATCH annotation 4 on a.png',
    crowd: 'EXPORT_MISMATCH annotation 4 on a.png',
    value: 'EXPORT_MISMATCH annotation 4 on a.png',
    number: 'EXPORT_MISMATCH annotation 4 on a.png',
    group: 'EXPORT_MISMATCH annotation 4 on a.png',
    definition: 'EXPORT_MISMATCH attributes of label cell',
    tags: 'EXPORT_MISMATCH tags of a.png',
    id: 'EXPORT_MISMATCH annotation 5 on a.png',
    missing: 'EXPORT_MISMATCH 0 objects instead of 1',
    twice: 'EXPORT_MISMATCH 2 objects instead of 1',
    damaged: 'EXPORT_MISMATCH annotation 4: Its polygon has exactly 4 numbers, which COCO tools take for a box.',
    image: 'EXPORT_MISMATCH 0 images instead of 1',
    size: 'EXPORT_MISMATCH image a.png: The file says 13 x 10 pixels, the image has 12 x 10. Its objects: 1.',
  });
});
