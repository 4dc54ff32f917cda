import type { DisplayWindow } from '../../app/model/records.ts';
import { defaultWindow, displayTable, paintThroughTable, type StoredPixels } from './displayLookup.ts';
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
  /** The tile as the window shows it; painted anew only where the window differs from last time. */
  picture(window: DisplayWindow): CanvasImageSource;
  stored(): TilePixels;
  /** Stored values of one pixel, which costs little whether or not the others were asked for. */
  valuesAt(column: number, row: number): number[];
  release(): void;
}

export function tileUrl(imageId: string, { level, column, row }: TileAddress): string {
  return `/images/${encodeURIComponent(imageId)}/tiles/${level}/${column}_${row}`;
}

/** Loads and decodes one tile. Raw 16-bit tiles are windowed here in the page, so moving the window asks no server. */
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
    picture: windowedPicture(width, height, 16, () => stored),
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
  const windowed = windowedPicture(width, height, 8, stored);
  const whole = defaultWindow(8, { low: 0, high: 255 });
  return {
    width,
    height,
    byteSize: width * height * 8,
    picture: (window) => (window.low === whole.low && window.high === whole.high ? bitmap : windowed(window)),
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

/** Paints into one canvas of its own and remembers for which window. */
function windowedPicture(
  width: number,
  height: number,
  bitDepth: 8 | 16,
  stored: () => TilePixels,
): (window: DisplayWindow) => CanvasImageSource {
  let canvas: HTMLCanvasElement | null = null;
  let context: CanvasRenderingContext2D | null = null;
  let painted: DisplayWindow | null = null;
  return (window) => {
    if (canvas === null || context === null) [canvas, context] = createCanvas(width, height);
    if (painted?.low === window.low && painted.high === window.high) return canvas;
    const { pixels, stride, channels } = stored();
    const screen = context.createImageData(width, height);
    paintThroughTable(pixels, stride, channels, tableFor(window, bitDepth), screen.data);
    context.putImageData(screen, 0, 0);
    painted = window;
    return canvas;
  };
}

let lastTable: { readonly key: string; readonly table: Uint8ClampedArray } | null = null;

/** All tiles of the screen share one table at a time. */
function tableFor(window: DisplayWindow, bitDepth: 8 | 16): Uint8ClampedArray {
  const key = `${bitDepth} ${window.low} ${window.high}`;
  if (lastTable?.key !== key) lastTable = { key, table: displayTable(window, bitDepth) };
  return lastTable.table;
}
