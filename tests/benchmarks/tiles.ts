import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import sharp from 'sharp';
import { levelSize, tilePyramidOf, type TilePyramid } from '../../app/contract/tilePyramid.ts';
import type { Host } from '../../main/host/host.ts';
import { quantile, resultOf, withBenchHost } from './benchHost.ts';

const large = { width: 10_000, height: 8_000 };
const small = { width: 1_400, height: 1_000 };
/** Pixels of a window that shows the whole image. */
const windowWidth = 1_600;
const warmTiles = 200;

export interface TileMeasurement {
  readonly name: string;
  /** From the first request of a large image that is not in the cache: all tiles of the whole view. */
  readonly coldViewMs: number;
  /** From the same moment: a tile in the middle at full size, which is written last. */
  readonly coldFullSizeMs: number;
  /** Tiles at full size from the cache, one after the other, through the host's fetch handler. */
  readonly warmMedianMs: number;
  readonly warmSlowestMs: number;
  /** The whole view of a small image that is not in the cache, with the worker running. */
  readonly smallColdViewMs: number;
}

/** Tile latency on a JPEG of 10,000 x 8,000 pixels. */
export function benchTiles(): Promise<TileMeasurement> {
  return withBenchHost(async (host, folder) => {
    const largeId = await importPicture(host, join(folder, 'large.jpg'), large);
    const smallId = await importPicture(host, join(folder, 'small.jpg'), small);
    const start = performance.now();
    const pyramid = await readPyramid(host, largeId);
    const level = viewLevel(pyramid);
    const view = readTiles(host, largeId, pyramid, level);
    const fullSize = readTile(host, largeId, `0/${Math.floor(large.width / 1024)}_${Math.floor(large.height / 1024)}`);
    await view;
    const coldViewMs = performance.now() - start;
    await fullSize;
    const coldFullSizeMs = performance.now() - start;
    await readTile(host, largeId, `0/0_${Math.ceil(large.height / pyramid.tileSize) - 1}`);

    const warm: number[] = [];
    const columns = Math.ceil(large.width / pyramid.tileSize);
    const rows = Math.ceil(large.height / pyramid.tileSize);
    for (let i = 0; i < warmTiles; i++) {
      const begun = performance.now();
      await readTile(host, largeId, `0/${(i * 7) % columns}_${(i * 5) % rows}`);
      warm.push(performance.now() - begun);
    }
    const smallStart = performance.now();
    const smallPyramid = await readPyramid(host, smallId);
    await readTiles(host, smallId, smallPyramid, 0);
    return {
      name: 'tiles of a 10,000 x 8,000 JPEG',
      coldViewMs,
      coldFullSizeMs,
      warmMedianMs: quantile(warm, 0.5),
      warmSlowestMs: quantile(warm, 1),
      smallColdViewMs: performance.now() - smallStart,
    };
  });
}

/** Cloudy noise: detail at every scale, as in a scan. */
async function importPicture(host: Host, file: string, size: { width: number; height: number }): Promise<string> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const coarse = { width: size.width / 8, height: size.height / 8, channels: 3, background: 'black', noise } as const;
  const pixels = await sharp({ create: coarse }).png({ compressionLevel: 0 }).toBuffer();
  await sharp(pixels).resize(size.width, size.height).jpeg({ quality: 90 }).toFile(file);
  const known = new Set((await host.client.images.list()).map(({ id }) => id));
  await resultOf(host, await host.client.import.images({ paths: [file] }));
  const added = (await host.client.images.list()).find(({ id }) => !known.has(id));
  if (!added) throw new Error(`${file} was not imported`);
  return added.id;
}

async function readPyramid(host: Host, imageId: string): Promise<TilePyramid> {
  const image = (await host.client.images.list()).find(({ id }) => id === imageId);
  await get(host, `/images/${imageId}/pyramid.json`);
  if (!image) throw new Error(`${imageId} is not in the project`);
  return tilePyramidOf(image);
}

function viewLevel(pyramid: TilePyramid): number {
  return Math.max(Math.floor(Math.log2(pyramid.width / windowWidth)), 0);
}

async function readTiles(host: Host, imageId: string, pyramid: TilePyramid, level: number): Promise<void> {
  const { width, height } = levelSize(pyramid, level);
  const addresses: string[] = [];
  for (let row = 0; row * pyramid.tileSize < height; row++) {
    for (let column = 0; column * pyramid.tileSize < width; column++) addresses.push(`${level}/${column}_${row}`);
  }
  await Promise.all(addresses.map((address) => readTile(host, imageId, address)));
}

function readTile(host: Host, imageId: string, address: string): Promise<void> {
  return get(host, `/images/${imageId}/tiles/${address}`);
}

async function get(host: Host, path: string): Promise<void> {
  const response = await host.fetch(new Request(`http://localhost${path}`));
  const bytes = await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${Buffer.from(bytes).toString()}`);
}
