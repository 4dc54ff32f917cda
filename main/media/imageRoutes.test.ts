import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createImageHost, type ImageHost } from '../../tests/fixtures/imageHost.ts';
import { writeImageFile, type ImageFileOptions } from '../../tests/generators/imageFiles.ts';
import type { ImageRecord } from '../../app/model/records.ts';
import { cacheFolderOf } from './cacheFolder.ts';
import { answerImageRequest } from './imageRoutes.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

async function get(host: ImageHost, path: string, init?: RequestInit): Promise<Answer> {
  const response = await answerImageRequest(host.context, new Request(`http://host${path}`, init));
  if (!response) throw new Error(`${path} is no image path`);
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

async function addImage(host: ImageHost, name: string, options: ImageFileOptions) {
  const file = join(host.folder, name);
  const values = await writeImageFile(file, options);
  const probed = await host.context.imageWorkers.probe(file);
  const image: ImageRecord = {
    id: name,
    name,
    path: file,
    storage: 'referenced',
    ...probed,
    split: null,
    review: 'open',
    displayWindow: null,
    tags: [],
    importedAt: 0,
  };
  host.project.images.add([image]);
  return { file, values, image };
}

const jsonOf = ({ bytes }: Answer): unknown => JSON.parse(bytes.toString());

describe('answerImageRequest', () => {
  it('answers 8-bit tiles as PNG with the exact values, to be kept for ever', async () => {
    const host = createImageHost();
    const { values } = await addImage(host, 'a.png', { width: 300, height: 200, channels: 3 });
    const pyramid = await get(host, '/images/a.png/pyramid.json');
    expect(jsonOf(pyramid)).toEqual({ width: 300, height: 200, tileSize: 512, levels: 1, channels: 3, bitDepth: 8 });

    const tile = await get(host, '/images/a.png/tiles/0/0_0');
    expect([tile.status, tile.headers.get('Content-Type'), tile.headers.get('Content-Length')]).toEqual([
      200,
      'image/png',
      String(tile.bytes.length),
    ]);
    expect(tile.headers.get('Cache-Control')).toContain('immutable');
    expect((await sharp(tile.bytes).raw().toBuffer()).equals(Uint8Array.from(values))).toBe(true);

    const tag = tile.headers.get('ETag') ?? '';
    const again = await get(host, '/images/a.png/tiles/0/0_0', { headers: { 'If-None-Match': tag } });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    const head = await get(host, '/images/a.png/tiles/0/0_0', { method: 'HEAD' });
    expect([head.status, head.bytes.length, head.headers.get('Content-Length')]).toEqual([
      200,
      0,
      String(tile.bytes.length),
    ]);
  });

  it('answers 16-bit tiles as raw values with their size in headers', async () => {
    const host = createImageHost();
    const { values } = await addImage(host, 'wide.tif', { width: 600, height: 90, bitDepth: 16 });
    const tile = await get(host, '/images/wide.tif/tiles/0/1_0');
    const names = ['Content-Type', 'X-Tile-Width', 'X-Tile-Height', 'X-Tile-Channels'];
    expect(names.map((name) => tile.headers.get(name))).toEqual(['application/octet-stream', '88', '90', '1']);
    const expected = Uint16Array.from(
      { length: 88 * 90 },
      (_, i) => values[Math.floor(i / 88) * 600 + 512 + (i % 88)] ?? 0,
    );
    expect(tile.bytes.equals(Buffer.from(expected.buffer))).toBe(true);
  });

  it('makes tiles and thumbnails anew where the cache was deleted, once for all who ask', async () => {
    const host = createImageHost();
    const { image } = await addImage(host, 'b.png', { width: 1500, height: 1100 });
    const tiles = ['0/0_0', '0/2_2', '1/1_1', '2/0_0'];
    const ask = () =>
      Promise.all(
        [...tiles.map((tile) => `tiles/${tile}`), 'thumbnail'].map((path) => get(host, `/images/b.png/${path}`)),
      );
    const first = await ask();
    const files = await readdir(join(cacheFolderOf(host.project.folder), image.contentHash, 'tiles'));
    expect(files).toHaveLength(9 + 4 + 1);
    await rm(cacheFolderOf(host.project.folder), { recursive: true });
    const second = await ask();
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(second.map(({ bytes }) => bytes)).toEqual(first.map(({ bytes }) => bytes));
  });

  it('knows ids alone: anything else is not found', async () => {
    const host = createImageHost();
    await addImage(host, 'c.png', { width: 10, height: 10 });
    const paths = [
      '/images/unknown/thumbnail',
      '/images/..%2f..%2fetc%2fpasswd/thumbnail',
      '/images/%ff/thumbnail',
      '/images/c.png/tiles/0/1_0',
      '/images/c.png/tiles/1/0_0',
      '/images/c.png/tiles/0/..%2f0_0',
      '/images/c.png/c.png',
    ];
    const answers = await Promise.all(paths.map((path) => get(host, path)));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
    expect((await get(host, '/images/c.png/thumbnail', { method: 'POST' })).status).toBe(405);
    expect(await answerImageRequest(host.context, new Request('http://host/other'))).toBeNull();
  });

  it('says in a sentence why an image cannot be shown', async () => {
    const host = createImageHost();
    const { file } = await addImage(host, 'changed.png', { width: 10, height: 10 });
    const gone = await addImage(host, 'gone.png', { width: 11, height: 10 });
    await appendFile(file, 'more');
    await rm(gone.file);
    const answers = [
      await get(host, '/images/changed.png/tiles/0/0_0'),
      await get(host, '/images/gone.png/tiles/0/0_0'),
      await get(host, '/images/gone.png/thumbnail'),
    ];
    const refusal = (sentence: string) => ({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(sentence) as string,
    });
    expect(answers.map((answer) => [answer.status, jsonOf(answer)])).toEqual([
      [422, refusal('was changed after it was imported')],
      [422, refusal('is not there any more')],
      [422, refusal('is not there any more')],
    ]);
  });
});
