import { copyFile, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createImageHost } from '../../tests/fixtures/imageHost.ts';
import { uprightValues, writeImageFile } from '../../tests/generators/imageFiles.ts';
import { tiffFile } from '../../tests/generators/tiffFile.ts';
import type { HostEvent } from '../../app/contract/events.ts';
import { decodePixels } from '../../workers/images/decodePixels.ts';
import { startImportImages } from './importImages.ts';

const order = { copy: false, split: null };

it('takes every supported image below a folder and says of each other one why not', async () => {
  const host = createImageHost();
  const scans = join(host.folder, 'Scans');
  const small = { width: 30, height: 20 };
  await writeImageFile(join(scans, 'a.png'), { ...small, seed: 1 });
  await writeImageFile(join(scans, 'b.jpg'), { ...small, channels: 3, seed: 2 });
  await writeImageFile(join(scans, 'c.webp'), { ...small, channels: 3, seed: 3 });
  await writeImageFile(join(scans, 'd10.tiff'), { ...small, channels: 3, seed: 4 });
  await writeImageFile(join(scans, 'd9.tif'), { ...small, bitDepth: 16, seed: 5, orientation: 6 });
  await writeImageFile(join(scans, 'deep', 'deeper', 'Zellko\u0308rper 細胞.png'), { ...small, seed: 6 });
  await copyFile(join(scans, 'a.png'), join(scans, 'deep', 'same.png'));
  await writeImageFile(join(scans, 'cut.png'), { width: 200, height: 200, seed: 7 });
  await truncate(join(scans, 'cut.png'), 2000);
  await writeFile(join(scans, 'empty.tif'), '');
  await writeFile(join(scans, 'note.png'), 'no picture');
  await writeFile(join(scans, 'slice.dcm'), 'any');
  await writeFile(join(scans, 'notes.txt'), 'passed over');
  await writeFile(join(scans, '.hidden.png'), 'passed over');
  await symlink(scans, join(scans, 'deep', 'loop'));

  const job = startImportImages(host.context, host.project, { ...order, paths: [scans], split: 'test' });
  expect(job.title).toEqual({ kind: 'importPlace', place: 'Scans' });
  const result = await host.result(job, 'importImages');
  const images = host.project.images.list();
  expect(result).toEqual({
    kind: 'importImages',
    imported: 6,
    duplicates: [{ item: 'deep/same.png', reason: { kind: 'sameContent', original: 'a.png' } }],
    refused: [
      { item: 'slice.dcm', reason: 'DICOM images are not supported; save it as PNG, JPEG, WebP or TIFF.' },
      { item: 'cut.png', reason: 'The file is damaged: its pixels cannot be decoded.' },
      { item: 'empty.tif', reason: 'The file is empty.' },
      { item: 'note.png', reason: 'The file is not an image.' },
    ],
  });
  const shape = { storage: 'referenced', split: 'test', review: 'open', displayWindow: null, ...small };
  expect(images).toMatchObject([
    { ...shape, name: 'a.png', path: join(scans, 'a.png'), channels: 1, bitDepth: 8 },
    { ...shape, name: 'b.jpg', channels: 3, bitDepth: 8 },
    { ...shape, name: 'c.webp', channels: 3, bitDepth: 8 },
    { ...shape, name: 'd9.tif', width: 20, height: 30, channels: 1, bitDepth: 16 },
    { ...shape, name: 'd10.tiff', channels: 3, bitDepth: 8 },
    { ...shape, name: 'deep/deeper/Zellk\u00f6rper 細胞.png', channels: 1, bitDepth: 8 },
  ]);
  const thumbnails = images.map(({ contentHash }) => join(host.project.folder, 'cache', contentHash));
  for (const folder of thumbnails) expect(await readdir(folder)).toEqual(['thumbnail.webp']);

  const again = startImportImages(host.context, host.project, { ...order, paths: [scans] });
  expect(await host.result(again, 'importImages')).toMatchObject({ imported: 0, duplicates: { length: 7 } });
});

it('keeps what a file says of the size of its pixels', async () => {
  const host = createImageHost();
  const file = join(host.folder, 'cells.tif');
  const description = 'ImageJ=1.54f\nunit=micron\n';
  await writeFile(file, tiffFile({ description, xResolution: [2, 1], yResolution: [4, 1], orientation: 6 }));
  await writeImageFile(join(host.folder, 'plain.png'), { width: 5, height: 5 });
  const paths = [file, join(host.folder, 'plain.png')];
  await host.result(startImportImages(host.context, host.project, { ...order, paths }), 'importImages');
  expect(host.project.images.list().map(({ name, pixelSpacing }) => [name, pixelSpacing])).toEqual([
    ['cells.tif', { xMm: 0.00025, yMm: 0.0005 }],
    ['plain.png', null],
  ]);
});

it('copies files whole, under names that are free, and keeps their values', async () => {
  const host = createImageHost();
  const options = { width: 40, height: 25, bitDepth: 16 } as const;
  const first = join(host.folder, 'first');
  const second = join(host.folder, 'second');
  const third = join(host.folder, 'third');
  const values = await writeImageFile(join(first, 'a.tif'), { ...options, seed: 1, orientation: 8 });
  await writeImageFile(join(second, 'A.tif'), { ...options, seed: 2 });
  await writeImageFile(join(third, 'first', 'a.tif'), { ...options, seed: 3 });
  await writeImageFile(join(third, 'a.tif'), { ...options, seed: 4 });
  const images = join(host.project.folder, 'images');
  await mkdir(images, { recursive: true });
  await writeFile(join(images, 'a.tif'), 'put here by the person');
  await writeImageFile(join(images, 'own.tif'), { ...options, seed: 5 });

  const paths = [first, join(second, 'A.tif'), third, join(images, 'own.tif')];
  const job = startImportImages(host.context, host.project, { paths, copy: true, split: null });
  expect(await host.result(job, 'importImages')).toMatchObject({ imported: 5, duplicates: [], refused: [] });
  const records = host.project.images.list();
  expect(records.map(({ name, path, storage }) => [name, path, storage])).toEqual([
    ['a.tif', 'images/a (2).tif', 'copied'],
    ['first/a.tif', 'images/first/a.tif', 'copied'],
    ['own.tif', 'images/own.tif', 'copied'],
    ['second/A.tif', 'images/second/A.tif', 'copied'],
    ['third/a.tif', 'images/third/a.tif', 'copied'],
  ]);
  expect(await readFile(join(images, 'a.tif'), 'utf8')).toBe('put here by the person');
  expect((await readdir(images)).sort()).toEqual(['a (2).tif', 'a.tif', 'first', 'own.tif', 'second', 'third']);
  expect(await decodePixels(join(host.project.folder, 'images', 'a (2).tif'))).toEqual({
    width: 25,
    height: 40,
    channels: 1,
    bitDepth: 16,
    data: uprightValues(values, { ...options, orientation: 8 }),
  });
});

it('leaves whole images behind when it is cancelled, and says how many', async () => {
  const host = createImageHost();
  const folder = join(host.folder, 'many');
  await Promise.all(
    Array.from({ length: 120 }, (_, seed) =>
      writeImageFile(join(folder, `${seed}.png`), { width: 64, height: 64, seed }),
    ),
  );
  const told: HostEvent[] = [];
  host.context.events.listen((event) => event.kind === 'imagesChanged' && told.push(event));
  const job = startImportImages(host.context, host.project, { paths: [folder], copy: true, split: null });
  expect(() => startImportImages(host.context, host.project, { ...order, paths: [folder] })).toThrow(
    expect.objectContaining({ code: 'JOB_RUNNING' }) as Error,
  );
  while (host.project.images.names().size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  host.context.jobs.cancel(job.id);
  const finished = await host.context.jobs.finished(job.id);

  const records = host.project.images.list();
  expect(finished.state).toBe('cancelled');
  expect(finished.detail).toEqual({ kind: 'imagesKept', images: records.length });
  expect(records.length).toBeLessThan(120);
  expect((await readdir(join(host.project.folder, 'images'))).sort()).toEqual(records.map(({ name }) => name).sort());
  expect(told.flatMap((event) => (event.kind === 'imagesChanged' ? event.imageIds : [])).sort()).toEqual(
    records.map(({ id }) => id).sort(),
  );
});

it('says that there is nothing to import, and which path is wrong', async () => {
  const host = createImageHost();
  const failure = async (paths: readonly string[]) =>
    (await host.context.jobs.finished(startImportImages(host.context, host.project, { ...order, paths }).id)).error;
  await mkdir(join(host.folder, 'empty'));
  expect([await failure([join(host.folder, 'empty')]), await failure([join(host.folder, 'missing')])]).toMatchObject([
    { code: 'NOTHING_TO_DO' },
    { code: 'FILE_UNREADABLE', message: expect.stringContaining('missing') as string },
  ]);
  await writeImageFile(join(host.project.folder, 'cache', 'x', 'tile.png'), { width: 5, height: 5 });
  const result = await host.result(
    startImportImages(host.context, host.project, { ...order, paths: [host.folder] }),
    'importImages',
  );
  expect(result).toMatchObject({ imported: 0, refused: [{ item: host.project.folder }] });
});
