import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startCommand } from '../fixtures/commandLine.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

/** `maskwright evaluate --truth --predictions`: files of other programs, scored without a project. */

const square = (x: number): number[] => [x, 0, x + 10, 0, x + 10, 10, x, 10];
const truth = {
  images: [{ id: 1, file_name: 'a.png', width: 60, height: 20 }],
  categories: [
    { id: 3, name: 'cell' },
    { id: 9, name: 'nowhere' },
  ],
  annotations: [0, 30].map((x, index) => ({
    id: index + 1,
    image_id: 1,
    category_id: 3,
    segmentation: [square(x)],
    bbox: [x, 0, 10, 10],
    area: 100,
    iscrowd: 0,
  })),
};
const result = { image_id: 1, category_id: 3, score: 0.5, segmentation: [square(0)], bbox: [0, 0, 10, 10] };

function write(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  }
}

test('scores masks, outlines and boxes of a results file, for people and for programs', async () => {
  const folder = temporaryFolder();
  write(folder, { 'gt.json': truth, 'dt.json': [result, { ...result, category_id: 77 }] });
  const files = ['--truth', join(folder, 'gt.json'), '--predictions', join(folder, 'dt.json')];
  const printed = await startCommand(folder, ['evaluate', ...files]).ended;
  expect(printed.err).toBe('');
  const lines = printed.out.trimEnd().split('\n');
  expect(lines).toEqual([
    'Note: Results of categories that the ground truth does not list were left out: 1.',
    '1 images, 2 objects, 1 results, compared by masks',
    ' Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.505',
    ...lines.slice(3, 13),
    ' Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = -1.000',
    'category     AP   AP50   AP75  AR100  objects',
    'cell      0.505  0.505  0.505  0.500        2',
  ]);
  const asJson = await startCommand(folder, ['evaluate', ...files, '--iou', 'bbox', '--boundary', '--json']).ended;
  expect(JSON.parse(asJson.out)).toMatchObject({
    kind: 'coco',
    iou: 'bbox',
    truths: 2,
    results: 1,
    stats: [
      0.504950495049505,
      ...[0.504950495049505, 0.504950495049505, 0.504950495049505],
      -1,
      -1,
      0.5,
      0.5,
      0.5,
      0.5,
      -1,
      -1,
    ].map((value) => expect.closeTo(value, 12) as number),
    classes: [
      { id: '3', name: 'cell', truths: 2 },
      { id: '9', truths: 0, ap: null },
    ],
    boundary: { numbers: { ap50: expect.closeTo(0.504950495049505, 12) as number } },
  });
}, 60_000);

test('scores panoptic files with their PNGs', async () => {
  const folder = temporaryFolder();
  const size = { width: 20, height: 10 };
  // Segment 258 is red 2, green 1; the other half is segment 70000.
  const colours = [
    [2, 1, 0],
    [70000 & 255, (70000 >> 8) & 255, 70000 >> 16],
  ] as const;
  const pixels = Buffer.from(Array.from({ length: 200 }, (_, pixel) => colours[pixel % 20 < 10 ? 0 : 1]).flat());
  mkdirSync(join(folder, 'pan'));
  await sharp(pixels, { raw: { ...size, channels: 3 } })
    .png()
    .toFile(join(folder, 'pan', 'a.png'));
  const segment = (id: number, category: number) => ({ id, category_id: category, area: 100, iscrowd: 0 });
  const file = (second: number) => ({
    images: [{ id: 5, ...size }],
    annotations: [{ image_id: 5, file_name: 'a.png', segments_info: [segment(258, 1), segment(70000, second)] }],
    categories: [
      { id: 1, name: 'thing', isthing: 1 },
      { id: 2, name: 'stuff', isthing: 0 },
    ],
  });
  write(folder, {
    'pan.json': file(2),
    'other.json': file(1),
    'stray.json': { ...file(2), annotations: [{ ...file(2).annotations[0], file_name: '../a.png' }] },
  });
  const score = (predictions: string, ...more: string[]) => {
    const files = ['--truth', join(folder, 'pan.json'), '--predictions', join(folder, predictions)];
    return startCommand(folder, ['evaluate', ...files, '--predictions-folder', join(folder, 'pan'), ...more, '--json'])
      .ended;
  };
  expect(JSON.parse((await score('pan.json')).out)).toMatchObject({ all: { pq: 1, sq: 1, rq: 1, classes: 2 } });
  // One thing found, the other half taken for a second thing; no stuff found.
  expect(JSON.parse((await score('other.json')).out)).toMatchObject({
    all: { pq: (1 / 1.5 + 0) / 2 },
    things: { pq: 1 / 1.5, sq: 1 },
    stuff: { pq: 0 },
  });
  expect((await score('stray.json')).err).toContain('"../a.png" is no file name');
}, 60_000);

const damaged = { size: [20, 60], counts: 'not run lengths' };
test.each([
  ['results that are no list', truth, { results: [] }, 'dt.json": It is no COCO results file'],
  ['ground truth that is a list', [result], [result], 'gt.json": It is a list of results'],
  ['a result without a score', truth, [{ ...result, score: undefined }], 'In result 1: it has no score.'],
  ['a score that is no number', truth, [{ ...result, score: 'high' }], 'In result 1: its score is not valid ("high").'],
  ['an image that is not there', truth, [{ ...result, image_id: 9 }], 'result 1 is for image 9, which'],
  [
    'damaged run lengths',
    truth,
    [{ ...result, segmentation: damaged }],
    'In result 1: The run-length string is malformed',
  ],
  [
    'a mask of another size',
    truth,
    [{ ...result, segmentation: { size: [2, 2], counts: '04' } }],
    'its mask is 2 x 2 pixels, the image 60 x 20',
  ],
  ['half a box', truth, [{ ...result, bbox: [1, 2] }], 'In result 1: its bbox is not valid'],
  [
    'an image as large as none',
    { ...truth, images: [{ id: 1, width: 1e9, height: 1e9 }] },
    [result],
    'its width is not valid',
  ],
  [
    'two objects of one id',
    { ...truth, annotations: truth.annotations.map((row) => ({ ...row, id: 4 })) },
    [result],
    'Two annotations have the id 4.',
  ],
  ['a file cut off', truth, '[{"image_id": 1', 'is not valid JSON.'],
])(
  '%s: one sentence',
  async (_name, gt, dt, sentence) => {
    const folder = temporaryFolder();
    write(folder, { 'gt.json': gt, 'dt.json': dt });
    const files = ['--truth', join(folder, 'gt.json'), '--predictions', join(folder, 'dt.json')];
    const { code, out, err } = await startCommand(folder, ['evaluate', ...files]).ended;
    expect([code, out, err.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toContain(sentence);
  },
  60_000,
);
