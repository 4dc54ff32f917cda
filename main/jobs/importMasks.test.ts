import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { geometryArea } from '../../app/geometry/measure.ts';
import { createImageWorkers, type ImageWorkers } from '../media/imageWorkers.ts';
import { createJobHost, type JobHost } from '../../tests/fixtures/jobHost.ts';
import { imageRecord } from '../../tests/fixtures/records.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { type MaskImportOrder, startImportMasks } from './importMasks.ts';

// Worker processes take their time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let imageWorkers: ImageWorkers;
beforeAll(() => {
  imageWorkers = createImageWorkers(pino({ level: 'silent' }));
});
afterAll(() => imageWorkers.close());

function start(host: JobHost, folder: string, change: Partial<MaskImportOrder>) {
  const order = { folder, label: null, labels: {}, threshold: null, invert: false, ids: false, ...change };
  return startImportMasks({ ...host.context, imageWorkers }, host.project, order);
}

async function importMasks(host: JobHost, folder: string, change: Partial<MaskImportOrder>) {
  return host.result(start(host, folder, change), 'importAnnotations');
}

/** Rows of single digits, as a grey PNG that stores `values[digit]`. */
async function writeMask(file: string, rows: readonly string[], values: readonly number[] = [0, 255]): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const pixels = rows.flatMap((row) => [...row].map((digit) => values[Number(digit)] as number));
  const raw = { width: rows[0]?.length ?? 0, height: rows.length, channels: 1 } as const;
  const wide = pixels.some((value) => value > 255);
  await sharp(wide ? Uint16Array.from(pixels) : Uint8Array.from(pixels), { raw })
    .toColourspace(wide ? 'grey16' : 'b-w')
    .png()
    .toFile(file);
}

function addImages({ project }: JobHost, names: readonly string[], width = 4, height = 2): void {
  project.images.add(names.map((name) => imageRecord(name, { name, width, height, contentHash: name })));
}

/** `image: label area, ...`, sorted. */
function stored({ project }: JobHost): string[] {
  const nameOf = new Map(project.labels.list().map(({ id, name }) => [id, name]));
  return project.images.list().map(({ id, name, review }) => {
    const objects = project.annotations.ofImage(id);
    const areas = objects.map(({ labelId, geometry }) => `${nameOf.get(labelId)} ${geometryArea(geometry)}`).sort();
    return `${name}: ${areas.join(', ')}${review === 'done' ? ' done' : ''}`;
  });
}

test('one mask per image: components become objects, empty masks make negatives, misfits are named', async () => {
  const host = createJobHost();
  addImages(host, ['a.png', 'b.png', 'c.png', 'd.png', 'e.png']);
  const folder = join(host.folder, 'masks');
  await writeMask(join(folder, 'a_mask.png'), ['1100', '0001']);
  await writeMask(join(folder, 'b.png'), ['0000', '0000']);
  await writeMask(join(folder, 'c.png'), ['000', '010']);
  await writeMask(join(folder, 'd.png'), ['0120', '0000'], [0, 90, 200]);
  await writeMask(join(folder, 'z.png'), ['1']);
  writeFileSync(join(folder, 'e.png'), 'no picture');
  writeFileSync(join(folder, 'README.txt'), 'not a mask');
  const first = await importMasks(host, folder, { label: 'cell' });
  expect(first).toEqual({
    kind: 'importAnnotations',
    objects: 2,
    images: 1,
    newLabels: ['cell'],
    alreadyPresent: 0,
    negatives: 1,
    refused: [
      { item: 'c.png', reason: 'The mask has 3 x 2 pixels, its image 4 x 2.' },
      {
        item: 'd.png',
        reason:
          'The mask holds more than two values: give a threshold, labels for the values, or say that every value is an object.',
      },
      { item: 'e.png', reason: `${join(folder, 'e.png')} is not an image.` },
      { item: 'z.png', reason: { kind: 'noSuchImage', name: 'z' } },
    ],
    inPart: [],
    objectsInPart: 0,
  });
  expect(stored(host)).toEqual(['a.png: cell 1, cell 2', 'b.png:  done', 'c.png: ', 'd.png: ', 'e.png: ']);
  const second = await importMasks(host, folder, { label: 'cell', threshold: 100 });
  expect([second.objects, second.alreadyPresent]).toEqual([1, 2]);
  expect(stored(host)[3]).toBe('d.png: cell 1');
});

test('a folder per image: every file is one object, also in several pieces', async () => {
  const host = createJobHost();
  addImages(host, ['x.1.png', 'y.jpg']);
  const folder = join(host.folder, 'objects');
  await writeMask(join(folder, 'x.1', '0001.png'), ['1001', '0000']);
  await writeMask(join(folder, 'x.1', '0002.png'), ['0110', '0110']);
  await writeMask(join(folder, 'y', 'masks', '0001.png'), ['0000', '0000']);
  const { objects, negatives, refused } = await importMasks(host, folder, { label: 'nucleus' });
  expect([objects, negatives, refused, stored(host)]).toEqual([
    2,
    1,
    [],
    ['x.1.png: nucleus 2, nucleus 4', 'y.jpg:  done'],
  ]);
});

test('values, folders and numbered objects choose the label', async () => {
  const host = createJobHost();
  addImages(host, ['a.png', 'b.png', 'c.png']);
  const folder = join(host.folder, 'masks');
  await writeMask(join(folder, 'values', 'a.png'), ['0122', '3330'], [0, 10, 20, 255]);
  await writeMask(join(folder, 'ids', 'b.png'), ['0122', '3303'], [0, 300, 301, 7]);
  await writeMask(join(folder, 'crack', 'c.png'), ['0110', '0000']);
  const values = await importMasks(host, join(folder, 'values'), { labels: { 10: 'ten', 20: 'twenty' } });
  expect(values.refused).toEqual([{ item: 'a.png', reason: { kind: 'valueWithoutLabel', value: '255', pixels: 3 } }]);
  await importMasks(host, join(folder, 'ids'), { label: 'cell' });
  const folders = await importMasks(host, folder, { labels: { crack: 'Crack' } });
  expect([folders.objects, folders.refused.map(({ item, objects }) => [item, objects])]).toEqual([
    1,
    [
      ['ids/b.png', 3],
      ['values/a.png', undefined],
    ],
  ]);
  expect(stored(host)).toEqual(['a.png: ten 1, twenty 2', 'b.png: cell 1, cell 2, cell 3', 'c.png: Crack 2']);
});

test('files that are images of the project are no masks; slips in the settings stop before the work', async () => {
  const host = createJobHost();
  const folder = join(host.folder, 'mixed');
  await writeMask(join(folder, 'a.png'), ['0110', '0000']);
  const probed = await imageWorkers.probe(join(folder, 'a.png'));
  host.project.images.add([imageRecord('a', { ...probed, name: 'a.png' })]);
  expect(refusal(() => start(host, folder, {})).code).toBe('INVALID_INPUT');
  const failed = async (change: Partial<MaskImportOrder>, path = folder) =>
    (await host.context.jobs.finished(start(host, path, change).id)).error?.code;
  expect(await failed({ label: 'cell' })).toBe('NOTHING_TO_DO');
  expect(await failed({ label: 'cell' }, join(folder, 'none'))).toBe('FILE_UNREADABLE');
  await writeMask(join(folder, 'b.png'), ['0110']);
  expect(await failed({ labels: { kernel: 'cell' } })).toBe('INVALID_INPUT');
});

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(shared))('real sets (skipped where the sample data are absent)', () => {
  async function addReal(host: JobHost, root: string, names: readonly string[]): Promise<void> {
    const probed = await Promise.all(names.map((name) => imageWorkers.probe(join(root, name))));
    host.project.images.add(
      names.map((name, index) =>
        imageRecord(name, { ...probed[index], name, path: join(root, name), storage: 'referenced' }),
      ),
    );
  }

  test('nuclei: one PNG per object', async () => {
    const host = createJobHost();
    const root = join(shared, 'nuclei');
    const names = readdirSync(join(root, 'images')).sort().slice(0, 3);
    await addReal(host, join(root, 'images'), names);
    const files = names.map((name) => readdirSync(join(root, 'masks', name.slice(0, -4))).length);
    const { images, objects } = await importMasks(host, join(root, 'masks'), { label: 'nucleus' });
    expect([images, objects]).toEqual([3, files.reduce((sum, count) => sum + count, 0)]);
  });

  test('membranes: the black pixels of a binary mask', async () => {
    const host = createJobHost();
    const root = join(shared, 'em_membrane');
    await addReal(host, join(root, 'images'), ['0.png', '19.png']);
    const { images, refused } = await importMasks(host, join(root, 'masks'), {
      label: 'membrane',
      threshold: 127,
      invert: true,
    });
    const areas = host.project.images
      .list()
      .map(({ id }) =>
        host.project.annotations.ofImage(id).reduce((sum, { geometry }) => sum + geometryArea(geometry), 0),
      );
    const black = await Promise.all(
      ['0.png', '19.png'].map(async (name) => {
        const pixels = await sharp(join(root, 'masks', name))
          .toColourspace('b-w')
          .raw()
          .toBuffer();
        return pixels.filter((value) => value <= 127).length;
      }),
    );
    expect([images, refused.length, areas]).toEqual([2, 18, black]);
  });

  test('tiles: masks beside the images, with a threshold; masks without a pixel make negatives', async () => {
    const host = createJobHost();
    const root = join(shared, 'magnetic_tile');
    const ofClass = (name: string) =>
      readdirSync(join(root, name))
        .filter((file) => file.endsWith('.jpg'))
        .slice(0, 3)
        .map((file) => relative(root, join(root, name, file)));
    await addReal(host, root, [...ofClass('MT_Break'), ...ofClass('MT_Free')]);
    const { images, negatives, newLabels } = await importMasks(host, root, {
      labels: { MT_Break: 'break' },
      threshold: 127,
    });
    expect([images, negatives, newLabels]).toEqual([3, 3, ['break']]);
  });
});
