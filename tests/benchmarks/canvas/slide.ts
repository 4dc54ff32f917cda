import { chromium, type Page } from '@playwright/test';
import { join } from 'node:path';
import sharp from 'sharp';
import { chromiumArguments, findChromium } from '../../browser/findChromium.ts';
import { startServedHost } from '../../e2e/servedHost.ts';
import { resultOf, withBenchHost } from '../benchHost.ts';
import { pageMemoryMegabytes } from './gestures.ts';

export interface SlideMeasurement {
  readonly name: string;
  /** Reading the whole file once for its values, its hash and its thumbnail. */
  readonly importSeconds: number;
  readonly pyramidSeconds: number;
  /** From the beginning of the page, with the pyramid written, to the frame that shows the whole image. */
  readonly firstViewMs: number;
  /** The longest time in a pan at full size that a place of the view showed nothing of the image at all. */
  readonly longestBlankMs: number;
  /** The longest time until a place of the view showed its pixels at their own size. */
  readonly longestCoarseMs: number;
  /** Proportional set size of the page's process before the pans, and at the most in them. */
  readonly memoryBeforeMB: number;
  readonly memoryMostMB: number;
}

const sidePx = 60_000;
const view = { width: 1600, height: 1000 };
const pans = 12;

/** A tiled TIFF of 60,000 x 60,000 pixels: `file`, or one that is made for it. */
export function measureSlide(file: string | null): Promise<SlideMeasurement> {
  return withBenchHost(async (host, folder) => {
    const slide = file ?? (await writeSlide(join(folder, 'slide.tif')));
    const started = performance.now();
    await resultOf(host, await host.client.import.images({ paths: [slide] }));
    const importSeconds = (performance.now() - started) / 1000;
    await host.client.project.close();
    const served = await startServedHost(join(folder, 'served'), [join(folder, 'project')]);
    const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments() });
    try {
      const page = await browser.newPage({ viewport: view });
      await page.goto(served.address);
      const pyramidSeconds = (await openSlide(page)) / 1000;
      await page.reload();
      const firstViewMs = await openSlide(page);
      const session = await browser.newBrowserCDPSession();
      const memoryBeforeMB = await pageMemoryMegabytes(session);
      const found = { longestBlankMs: 0, longestCoarseMs: 0, memoryMostMB: memoryBeforeMB };
      await page.keyboard.press('0');
      for (let pan = 0; pan < pans; pan++) {
        const { blankMs, coarseMs } = await panAcross(page, pan);
        found.longestBlankMs = Math.max(found.longestBlankMs, blankMs);
        found.longestCoarseMs = Math.max(found.longestCoarseMs, coarseMs);
        found.memoryMostMB = Math.max(found.memoryMostMB, await pageMemoryMegabytes(session));
      }
      return {
        name: 'a tiled TIFF of 60,000 x 60,000 pixels',
        importSeconds,
        pyramidSeconds,
        firstViewMs,
        memoryBeforeMB,
        ...found,
      };
    } finally {
      await browser.close();
      await served.close();
    }
  });
}

/** Cells on uneven ground, in tiles of 512 pixels, JPEG inside: some 1 GB. */
async function writeSlide(file: string): Promise<string> {
  const side = 2000;
  const pixels = new Uint8Array(side * side);
  for (let index = 0; index < pixels.length; index++) {
    const [x, y] = [index % side, Math.floor(index / side)];
    const isCell = ((x % 100) - 50) ** 2 + ((y % 100) - 50) ** 2 < 1200;
    pixels[index] = 40 + (isCell ? 90 : 0) + ((Math.imul(index, 2_654_435_761) >>> 16) % 40) + (x + y) / 80;
  }
  const field = await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
  const background = { width: sidePx, height: sidePx, channels: 3, background: '#000' } as const;
  await sharp({ create: background, limitInputPixels: false })
    .composite([{ input: field, tile: true }])
    .toColourspace('b-w')
    .removeAlpha()
    .tiff({ tile: true, tileWidth: 512, tileHeight: 512, compression: 'jpeg', bigtiff: true })
    .toFile(file);
  return file;
}

/** Milliseconds from the beginning of the page to the first frame in which every sampled place of the image is drawn. */
async function openSlide(page: Page): Promise<number> {
  await page.getByTestId('open-label').click();
  await page.getByTestId('filmstrip-item').first().waitFor();
  await defineSamples(page);
  return page.evaluate(async () => {
    const { samples } = globalThis as unknown as { samples: () => boolean[] };
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (samples().some((isDrawn) => !isDrawn)) await nextFrame();
    return performance.now();
  });
}

/** Defines in the page `samples`: whether a picture is drawn at each of a few places well inside of the image on screen. */
function defineSamples(page: Page): Promise<void> {
  return page.evaluate((side) => {
    const samples = (): boolean[] => {
      const area = document.querySelector<HTMLElement>('[data-testid=canvas]');
      const drawn = area?.querySelector<HTMLElement>('.image');
      const canvas = drawn?.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!area || !drawn || !canvas || !context) return [false];
      const [, x = 0, y = 0, scale = 1] =
        /translate\((.+)px, (.+)px\) scale\((.+)\)/.exec(drawn.style.transform)?.map(Number) ?? [];
      const ratio = canvas.width / canvas.clientWidth;
      const read = (name: string) => Number(area.getAttribute(`data-${name}`));
      const [left, top, shown] = [read('offset-x'), read('offset-y'), read('scale') * side];
      const isOnImage = (across: number, down: number) =>
        across > left + 2 && down > top + 2 && across < left + shown - 2 && down < top + shown - 2;
      const places = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((across) =>
        [0.1, 0.5, 0.9].map((down) => [area.clientWidth * across, area.clientHeight * down] as const),
      );
      const drawnThere = places
        .filter((place) => isOnImage(...place))
        .map(([viewX, viewY]) => {
          const column = Math.round(((viewX - x) / scale) * ratio);
          const row = Math.round(((viewY - y) / scale) * ratio);
          if (column < 0 || row < 0 || column >= canvas.width || row >= canvas.height) return false;
          return context.getImageData(column, row, 1, 1).data[3] === 255;
        });
      return drawnThere.length === 0 ? [false] : drawnThere;
    };
    Object.assign(globalThis, { samples });
  }, sidePx);
}

/** Drags the image for two seconds, one after the other into all directions, and waits until it is sharp. */
function panAcross(page: Page, number: number): Promise<{ blankMs: number; coarseMs: number }> {
  return page.evaluate(async (turn) => {
    const { samples } = globalThis as unknown as { samples: () => boolean[] };
    const canvas = document.querySelector('[data-testid=canvas]') as HTMLElement;
    const box = canvas.getBoundingClientRect();
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    canvas.setPointerCapture = () => undefined;
    const angle = turn * 2.1;
    let [longest, blankSince]: [number, number | null] = [0, null];
    const look = (now: number): void => {
      if (samples().every(Boolean)) blankSince = null;
      else blankSince ??= now;
      if (blankSince !== null) longest = Math.max(longest, now - blankSince);
    };
    for (let stroke = 0; stroke < 8; stroke++) {
      const pointer = (type: string, step: number) => {
        const clientX = box.x + box.width / 2 + Math.cos(angle) * (step - 8) * 40;
        const clientY = box.y + box.height / 2 + Math.sin(angle) * (step - 8) * 25;
        const middle = { pointerId: 1, pointerType: 'mouse', button: 1, buttons: 4, bubbles: true, cancelable: true };
        canvas.dispatchEvent(new PointerEvent(type, { ...middle, clientX, clientY }));
      };
      pointer('pointerdown', 0);
      for (let step = 1; step <= 16; step++) {
        look(await nextFrame());
        pointer('pointermove', step);
      }
      pointer('pointerup', 16);
    }
    const rest = await nextFrame();
    look(rest);
    const reading = document.querySelector('[data-testid=pixel-value]');
    canvas.dispatchEvent(
      new PointerEvent('pointermove', {
        pointerId: 1,
        pointerType: 'mouse',
        clientX: box.x + 400,
        clientY: box.y + 300,
        bubbles: true,
      }),
    );
    let now = await nextFrame();
    while (reading?.textContent.includes('≈') === true) now = await nextFrame();
    return { blankMs: longest, coarseMs: now - rest };
  }, number);
}
