import { type DisplayLook, showsAsStored } from './displayLook.ts';
import { type DisplayTable, displayTable, paintThroughTable, type StoredPixels } from './displayLookup.ts';
import { pictureError } from './pictureError.ts';
import type { TilePyramid } from '../../app/contract/tilePyramid.ts';
import type { TileAddress } from './tilePlan.ts';

/** Pixels of one loaded tile, as stored; `stride` values each, of which the first `channels` count. */
export interface TilePixels {
  readonly pixels: StoredPixels;
  readonly stride: 1 | 3 | 4;
  readonly channels: 1 | 3;
}

/** A loaded tile: what the canvas draws and, where it is asked for, its stored values. */
export interface Tile {
  readonly width: number;
  readonly height: number;
  readonly byteSize: number;
  /** The tile as it is to look; painted anew only where that differs from last time. */
  picture(look: DisplayLook): CanvasImageSource;
  stored(): TilePixels;
  /** Stored values of one pixel, which costs little whether or not the others were asked for. */
  valuesAt(column: number, row: number): number[];
  release(): void;
}

export function tileUrl(imageId: string, { level, column, row }: TileAddress): string {
  return `/images/${encodeURIComponent(imageId)}/tiles/${level}/${column}_${row}`;
}

/** Loads and decodes one tile. Raw 16-bit tiles are given their look here in the page, so changing it asks no server. */
export async function loadTile(url: string, pyramid: TilePyramid, signal: AbortSignal): Promise<Tile> {
  const response = await fetch(url, { signal, priority: 'high' });
  if (!response.ok) throw await pictureError(response);
  if (response.headers.get('content-type') !== 'application/octet-stream') {
    const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
    return bitmapTile(bitmap, pyramid.channels);
  }
  const header = (name: string) => Number(response.headers.get(name));
  const bytes = await response.arrayBuffer();
  const channels = header('x-tile-channels') === 3 ? 3 : 1;
  return rawTile(new Uint16Array(bytes), header('x-tile-width'), header('x-tile-height'), channels);
}

function createCanvas(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The page cannot draw: no 2D canvas is available.');
  return [canvas, context];
}

function rawTile(pixels: Uint16Array, width: number, height: number, channels: 1 | 3): Tile {
  const stored: TilePixels = { pixels, stride: channels, channels };
  return {
    width,
    height,
    byteSize: pixels.byteLength + width * height * 4,
    picture: paintedPicture(width, height, 16, () => stored),
    stored: () => stored,
    valuesAt: (column, row) => {
      const start = (row * width + column) * channels;
      return Array.from(pixels.subarray(start, start + channels));
    },
    release: () => undefined,
  };
}

function bitmapTile(bitmap: ImageBitmap, channels: 1 | 3): Tile {
  const { width, height } = bitmap;
  let pixels: TilePixels | null = null;
  const stored = (): TilePixels => {
    if (pixels !== null) return pixels;
    const [, context] = createCanvas(width, height);
    context.drawImage(bitmap, 0, 0);
    pixels = { pixels: context.getImageData(0, 0, width, height).data, stride: 4, channels };
    return pixels;
  };
  const painted = paintedPicture(width, height, 8, stored);
  return {
    width,
    height,
    byteSize: width * height * 8,
    picture: (look) => (showsAsStored(look, channels) ? bitmap : painted(look)),
    stored,
    valuesAt: (column, row) => pixelOf(bitmap, column, row).slice(0, channels),
    release: () => bitmap.close(),
  };
}

let onePixel: CanvasRenderingContext2D | null = null;

/** Red, green, blue and alpha. */
function pixelOf(bitmap: ImageBitmap, column: number, row: number): number[] {
  onePixel ??= createCanvas(1, 1)[1];
  onePixel.clearRect(0, 0, 1, 1);
  onePixel.drawImage(bitmap, -column, -row);
  return [...onePixel.getImageData(0, 0, 1, 1).data];
}

/** Paints into one canvas of its own and remembers by which table. */
function paintedPicture(
  width: number,
  height: number,
  bitDepth: 8 | 16,
  stored: () => TilePixels,
): (look: DisplayLook) => CanvasImageSource {
  let canvas: HTMLCanvasElement | null = null;
  let context: CanvasRenderingContext2D | null = null;
  let paintedBy: DisplayTable | null = null;
  return (look) => {
    if (canvas === null || context === null) [canvas, context] = createCanvas(width, height);
    const { pixels, stride, channels } = stored();
    const table = tableFor(look, bitDepth, channels);
    if (paintedBy === table) return canvas;
    const screen = context.createImageData(width, height);
    paintThroughTable(pixels, stride, table, new Uint32Array(screen.data.buffer));
    context.putImageData(screen, 0, 0);
    paintedBy = table;
    return canvas;
  };
}

let lastTable: { readonly key: string; readonly table: DisplayTable } | null = null;

/** All tiles of the screen share one table at a time. */
export function tableFor(look: DisplayLook, bitDepth: 8 | 16, channels: 1 | 3): DisplayTable {
  const { window, gamma, inverted, colourMap, channelAlone, channelsOff } = look;
  const key = JSON.stringify([
    bitDepth,
    channels,
    window.low,
    window.high,
    gamma,
    inverted,
    colourMap,
    channelAlone,
    channelsOff,
  ]);
  if (lastTable?.key !== key) lastTable = { key, table: displayTable(look, bitDepth, channels) };
  return lastTable.table;
}
