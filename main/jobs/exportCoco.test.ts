import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WrittenAnnotation, WrittenCategory, WrittenImage } from '../../app/formats/coco/cocoSchema.ts';
import type { Geometry } from '../../app/geometry/geometry.ts';
import { createJobHost, type JobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { startExportCoco } from './exportCoco.ts';
import { startImportCoco } from './importCoco.ts';

const square: Geometry = { kind: 'polygon', parts: [{ outline: [2, 2, 8, 2, 8, 8, 2, 8], holes: [] }] };
const ring: Geometry = {
  kind: 'polygon',
  parts: [{ outline: [1, 1, 9, 1, 9, 9, 1, 9], holes: [[3, 3, 7, 3, 7, 7, 3, 7]] }],
};
const brush: Geometry = { kind: 'mask', box: { x: 0, y: 0, width: 2, height: 10 }, counts: '0d0' };
const size = { width: 12, height: 10 };
const unicodeName = 'Ordner ä/細胞 "1".png';

interface CocoFile {
  readonly images: WrittenImage[];
  readonly categories: WrittenCategory[];
  readonly annotations: WrittenAnnotation[];
}

function fill({ project }: JobHost): void {
  project.images.add([
    imageRecord('first', { ...size, name: unicodeName }),
    imageRecord('negative', { ...size, review: 'accepted', contentHash: 'n' }),
    imageRecord('untouched', { ...size, contentHash: 'u' }),
    imageRecord('suggested', { ...size, contentHash: 's' }),
  ]);
  project.labels.add([
    labelRecord('cell', { name: 'cell', categoryId: 7, supercategory: 'tissue', order: 0 }),
    labelRecord('crack', { name: 'crack', order: 1 }),
  ]);
  const at = (createdAt: number) => ({ createdAt, updatedAt: createdAt });
  project.annotations.add([
    annotationRecord('a', 'first', 'cell', { geometry: square, ...at(1) }),
    annotationRecord('b', 'first', 'crack', { geometry: ring, ...at(2) }),
    annotationRecord('c', 'first', 'cell', { geometry: brush, isCrowd: true, ...at(3) }),
    annotationRecord('d', 'suggested', 'cell', { geometry: square, status: 'suggested', score: 0.5 }),
    annotationRecord('e', 'first', 'cell', { geometry: square, status: 'rejected', ...at(4) }),
  ]);
}

async function exportTo(host: JobHost, folder: string, copyImages = false) {
  const result = await host.result(startExportCoco(host.context, host.project, { folder, copyImages }), 'exportCoco');
  return { result, file: JSON.parse(readFileSync(result.file, 'utf8')) as CocoFile };
}

test('accepted objects and negatives leave, with ids from 1, areas and boxes of their masks', async () => {
  const host = createJobHost();
  fill(host);
  const out = join(host.folder, 'new', 'out');
  const { result, file } = await exportTo(host, out);
  const { images, categories, annotations } = file;
  const idOf = (name: string) => images.find(({ file_name }) => file_name === name)?.id;
  expect({
    result,
    images,
    categories,
    annotations,
    written: readdirSync(out),
    beside: readdirSync(join(out, '..')),
  }).toEqual({
    result: {
      kind: 'exportCoco',
      folder: out,
      file: join(out, 'annotations.json'),
      images: 2,
      objects: 3,
      polygons: 1,
      masks: 2,
      points: 0,
      refused: [],
    },
    images: [
      { id: idOf('negative.png'), file_name: 'negative.png', ...size, done: true },
      { id: idOf(unicodeName), file_name: unicodeName, ...size, done: false },
    ],
    categories: [
      { id: 7, name: 'cell', supercategory: 'tissue' },
      { id: 8, name: 'crack', supercategory: '' },
    ],
    annotations: [
      {
        id: 1,
        image_id: idOf(unicodeName),
        category_id: 7,
        segmentation: [[2, 2, 8, 2, 8, 8, 2, 8]],
        area: 36,
        bbox: [2, 2, 6, 6],
        iscrowd: 0,
      },
      expect.objectContaining({ id: 2, category_id: 8, area: 48, bbox: [1, 1, 8, 8], iscrowd: 0 }),
      expect.objectContaining({
        id: 3,
        segmentation: { size: [10, 12], counts: '0d0T3' },
        area: 20,
        bbox: [0, 0, 2, 10],
        iscrowd: 1,
      }),
    ],
    written: ['annotations.json'],
    beside: ['out'],
  });
  expect(images.map(({ id }) => id).sort()).toEqual([1, 2]);
  expect(host.project.labels.list().map(({ categoryId }) => categoryId)).toEqual([7, 8]);
});

test('ids stay the same when objects go and come, and a number is never given twice', async () => {
  const host = createJobHost();
  fill(host);
  const out = join(host.folder, 'out');
  const first = (await exportTo(host, out)).file;
  const { project } = host;
  const [b] = project.annotations.ofImage('first').filter(({ id }) => id === 'b');
  project.edits.commit([{ table: 'annotations', before: b ?? null, after: null }], 'Delete');
  project.annotations.add([annotationRecord('new', 'first', 'crack', { geometry: square })]);
  project.labels.add([labelRecord('zebra', { name: 'zebra', order: -1 })]);
  const second = (await exportTo(host, out)).file;
  const idsOf = ({ annotations }: CocoFile) => annotations.map(({ id }) => id).sort();
  expect({
    ids: [idsOf(first), idsOf(second)],
    categories: second.categories.map(({ id, name }) => [id, name]).sort(),
    images: second.images,
    kept: second.annotations.find(({ id }) => id === 3),
  }).toEqual({
    ids: [
      [1, 2, 3],
      [1, 3, 4],
    ],
    categories: [
      [7, 'cell'],
      [8, 'crack'],
      [9, 'zebra'],
    ],
    images: first.images,
    kept: first.annotations.find(({ id }) => id === 3),
  });
});

test('an export imports into another project with the same objects, and again without doubling them', async () => {
  const host = createJobHost();
  fill(host);
  const { result } = await exportTo(host, join(host.folder, 'out'));
  const other = createJobHost();
  other.project.images.add([
    imageRecord('x', { ...size, name: unicodeName.normalize('NFD') }),
    imageRecord('y', { ...size, name: 'deep/negative.png', contentHash: 'n' }),
  ]);
  const importOnce = () =>
    other.result(startImportCoco(other.context, other.project, result.file), 'importAnnotations');
  const counts = { kind: 'importAnnotations', refused: [], inPart: [], objectsInPart: 0 };
  expect(await importOnce()).toEqual({
    ...counts,
    objects: 3,
    images: 1,
    newLabels: ['cell', 'crack'],
    alreadyPresent: 0,
    negatives: 1,
  });
  expect(await importOnce()).toEqual({
    ...counts,
    objects: 0,
    images: 0,
    newLabels: [],
    alreadyPresent: 3,
    negatives: 1,
  });
  const again = (await exportTo(other, join(other.folder, 'out'))).file;
  const first = JSON.parse(readFileSync(result.file, 'utf8')) as CocoFile;
  const shape = ({ annotations, categories }: CocoFile) => ({
    categories,
    annotations: new Set(
      annotations.map(({ segmentation, category_id, area, bbox, iscrowd }) =>
        JSON.stringify({ segmentation, category_id, area, bbox, iscrowd }),
      ),
    ),
  });
  expect(shape(again)).toEqual(shape(first));
  expect(other.project.edits.history()).toEqual({ undo: null, redo: null });
});

test('images are copied below images/, kept where they are, and never written over', async () => {
  const host = createJobHost();
  const bytes = 'pixels';
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  const source = join(host.folder, 'source.png');
  writeFileSync(source, bytes);
  host.project.images.add([
    imageRecord('i', {
      ...size,
      name: unicodeName,
      path: source,
      storage: 'referenced',
      byteSize: bytes.length,
      contentHash,
      review: 'done',
    }),
  ]);
  const out = join(host.folder, 'out');
  mkdirSync(out);
  writeFileSync(join(out, 'notes.txt'), 'mine');
  writeFileSync(join(out, 'annotations.json'), 'old');
  await exportTo(host, out, true);
  const copy = join(out, 'images', unicodeName);
  expect([readFileSync(copy, 'utf8'), readFileSync(join(out, 'notes.txt'), 'utf8')]).toEqual([bytes, 'mine']);
  expect(readdirSync(out).sort()).toEqual(['annotations.json', 'images', 'notes.txt']);

  rmSync(source);
  await exportTo(host, out, true);
  writeFileSync(copy, 'PIXELS');
  const before = readFileSync(join(out, 'annotations.json'), 'utf8');
  const failed = await host.context.jobs.finished(
    startExportCoco(host.context, host.project, { folder: out, copyImages: true }).id,
  );
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT' } });
  expect([readFileSync(copy, 'utf8'), readFileSync(join(out, 'annotations.json'), 'utf8')]).toEqual(['PIXELS', before]);
  expect(readdirSync(out).sort()).toEqual(['annotations.json', 'images', 'notes.txt']);
});

test('a failed or cancelled export leaves nothing behind', async () => {
  const host = createJobHost();
  fill(host);
  const { jobs } = host.context;
  const folder = join(host.folder, 'deep', 'out');
  const missing = await jobs.finished(startExportCoco(host.context, host.project, { folder, copyImages: true }).id);
  const cancelled = startExportCoco(host.context, host.project, { folder, copyImages: false });
  jobs.cancel(cancelled.id);
  expect([missing.error?.code, (await jobs.finished(cancelled.id)).state]).toEqual(['FILE_UNREADABLE', 'cancelled']);
  expect(existsSync(join(host.folder, 'deep'))).toBe(false);
});

test('the project folder, an empty project and labels of one name are refused in words', async () => {
  const host = createJobHost();
  const start = (folder: string) => () => startExportCoco(host.context, host.project, { folder, copyImages: false });
  expect(refusal(start(join(host.folder, 'out'))).code).toBe('NOTHING_TO_DO');
  fill(host);
  expect(refusal(start(join(host.project.folder, 'images'))).code).toBe('INVALID_INPUT');
  host.project.labels.add([labelRecord('twin', { name: ' cell' })]);
  const job = await host.context.jobs.finished(start(join(host.folder, 'out'))().id);
  expect(job.error?.message).toBe('Several labels are called "cell"; rename all but one of them.');
});

test('objects without a pixel in their image are named and left out', async () => {
  const host = createJobHost();
  fill(host);
  const outside: Geometry = { kind: 'polygon', parts: [{ outline: [50, 50, 60, 50, 60, 60], holes: [] }] };
  host.project.annotations.add([annotationRecord('out', 'first', 'crack', { geometry: outside })]);
  const { result } = await exportTo(host, join(host.folder, 'out'));
  expect([result.objects, result.refused]).toEqual([
    3,
    [{ item: `crack on ${unicodeName}`, reason: { kind: 'noPixels' } }],
  ]);
});

test('images that a reviewer has rejected are named and left out with their objects', async () => {
  const host = createJobHost();
  fill(host);
  host.project.images.add([
    imageRecord('wrong', { ...size, review: 'rejected', contentHash: 'w' }),
    imageRecord('empty', { ...size, review: 'rejected', contentHash: 'e' }),
  ]);
  host.project.annotations.add([annotationRecord('of wrong', 'wrong', 'cell', { geometry: square })]);
  const { result, file } = await exportTo(host, join(host.folder, 'out'));
  expect({ names: file.images.map(({ file_name }) => file_name).sort(), refused: result.refused }).toEqual({
    names: [unicodeName, 'negative.png'].sort(),
    refused: [{ item: 'wrong.png', reason: { kind: 'rejectedImage', objects: 1 } }],
  });
});
