import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writePreview } from './preview.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'preview-'));
});
afterAll(() => rm(folder, { recursive: true }));

const labels = [{ id: 'a', name: 'a', colour: '#ff0000' }];

it('draws predictions in the colours of their labels, outlined where the class changes', async () => {
  const pixels = {
    width: 5,
    height: 1,
    channels: 1,
    bitDepth: 16,
    data: Uint16Array.of(0, 1000, 1000, 1000, 500),
  } as const;
  const classMap = Uint8Array.of(0, 1, 1, 1, 0);
  const file = await writePreview(folder, '7-image', { pixels, classMap, objectMap: null }, labels);
  const { data } = await sharp(join(folder, file)).raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number): number[] => [...data.subarray(x * 3, x * 3 + 3)];
  expect([file, pixel(0), pixel(1), pixel(2), pixel(3), pixel(4)]).toEqual([
    'previews/7-image.png',
    [0, 0, 0],
    [255, 0, 0],
    [255, 165, 165],
    [255, 0, 0],
    [127, 127, 127],
  ]);
});

it('draws an outline between two objects of one label', async () => {
  const pixels = { width: 6, height: 1, channels: 1, bitDepth: 8, data: new Uint8Array(6) } as const;
  const prediction = { pixels, classMap: new Uint8Array(6).fill(1), objectMap: Uint32Array.of(1, 1, 1, 2, 2, 2) };
  const file = await writePreview(folder, '8-image', prediction, labels);
  const { data } = await sharp(join(folder, file)).raw().toBuffer({ resolveWithObject: true });
  expect([0, 1, 2, 3, 4, 5].map((x) => data[x * 3])).toEqual([89, 89, 255, 255, 89, 89]);
});
