import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from '@playwright/test';
import type { Crowd } from './crowdedProject.ts';

/** What a person does on the canvas, each a number of steps that the page marks. */

type Place = readonly [x: number, y: number];

const wheelSteps = 60;
const panSteps = 60;
const strokeSteps = 150;

/** Zooms in by the wheel to where single objects show and out again, then pans there, all about the middle: an event in every frame. */
export async function panAndZoom(page: Page): Promise<void> {
  await page.keyboard.press('f');
  await page.evaluate(
    async ([wheels, pans]) => {
      const canvas = document.querySelector('[data-testid=canvas]') as HTMLElement;
      const { markFrame } = globalThis as unknown as { markFrame: () => Promise<void> };
      const box = canvas.getBoundingClientRect();
      const [clientX, clientY] = [box.x + box.width / 2, box.y + box.height / 2];
      const wheel = async (deltaY: number) => {
        await markFrame();
        canvas.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX, clientY, bubbles: true, cancelable: true }));
      };
      for (let step = 0; step < wheels; step++) await wheel(step < wheels / 2 ? -60 : 60);
      for (let step = 0; step < 12; step++) await wheel(-60);
      const pointer = (type: string, step: number) => {
        const place = { clientX: clientX - 3 * step, clientY: clientY - 2 * step };
        const middle = { pointerId: 1, pointerType: 'mouse', button: 1, buttons: 4, bubbles: true, cancelable: true };
        canvas.dispatchEvent(new PointerEvent(type, { ...middle, ...place }));
      };
      canvas.setPointerCapture = () => undefined;
      pointer('pointerdown', 0);
      for (let step = 1; step <= pans; step++) {
        await markFrame();
        pointer('pointermove', step);
      }
      await markFrame();
      pointer('pointerup', pans);
    },
    [wheelSteps, panSteps] as const,
  );
}

/** Presses on one object after the other. */
export async function selectOne(page: Page, places: readonly Place[]): Promise<void> {
  for (const { x, y } of await onPage(page, places)) {
    await markStep(page);
    await page.mouse.click(x, y);
  }
  await markStep(page);
}

/** Drags one object after the other by some pixels: every other step, the first among them, is a release. */
export async function dragEach(page: Page, places: readonly Place[]): Promise<void> {
  for (const { x, y } of await onPage(page, places)) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 5, y + 5, { steps: 3 });
    await markStep(page);
    await page.mouse.up();
    await markStep(page);
  }
}

export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await markStep(page);
    await page.keyboard.press(key);
  }
  await markStep(page);
}

/** Paints a long winding stroke over most of what is in view, a move in every frame. */
export async function brushStroke(page: Page): Promise<void> {
  await page.keyboard.press('b');
  await page.evaluate(async (moves) => {
    const canvas = document.querySelector('[data-testid=canvas]') as HTMLElement;
    const { markFrame } = globalThis as unknown as { markFrame: () => Promise<void> };
    const box = canvas.getBoundingClientRect();
    const pointer = (type: string, step: number, buttons: number) => {
      const along = step / moves;
      const clientX = box.x + box.width * (0.1 + 0.8 * along);
      const clientY = box.y + box.height * (0.5 + 0.35 * Math.sin(along * 6 * Math.PI));
      const pen = { pointerId: 1, pointerType: 'mouse', button: 0, buttons, bubbles: true, cancelable: true };
      canvas.dispatchEvent(new PointerEvent(type, { ...pen, clientX, clientY }));
    };
    canvas.setPointerCapture = () => undefined;
    pointer('pointermove', 0, 0);
    pointer('pointerdown', 0, 1);
    for (let step = 1; step <= moves; step++) {
      await markFrame();
      pointer('pointermove', step, 1);
    }
    await markFrame();
    pointer('pointerup', moves, 0);
    await markFrame();
    await markFrame();
  }, strokeSteps);
}

const objectCount = 'section[aria-label=Objects] header .small';

/** Throws where the image has not so many objects: then what was measured did not happen. */
export async function requireObjects(page: Page, count: number): Promise<void> {
  const wanted = count.toLocaleString('en-US');
  const shown = (await page.locator(objectCount).textContent())?.trim();
  if (shown !== wanted) throw new Error(`There should be ${wanted} objects, not ${shown}.`);
}

/** Presses on the image of a crowd; milliseconds to the frame that shows it with all its objects. */
export function openImage(page: Page, { name, perRow }: Crowd): Promise<number> {
  return page.evaluate(
    async ([text, count, selector]) => {
      const items = [...document.querySelectorAll<HTMLElement>('[data-testid=filmstrip-item]')];
      const item = items.find(({ title }) => title.includes(text));
      if (item === undefined) throw new Error(`${text} is not in the filmstrip.`);
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const isPainted = () => document.querySelector('[data-painted=true]') !== null;
      const isShown = () => document.querySelector(selector)?.textContent.trim() === count && isPainted();
      const start = performance.now();
      item.click();
      while (!isShown()) await nextFrame();
      await nextFrame();
      await nextFrame();
      return performance.now() - start;
    },
    [name, (perRow ** 2).toLocaleString('en-US'), objectCount] as const,
  );
}

/** Waits until the last step is on the screen and begins the next one. */
function markStep(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as unknown as { markStep: () => Promise<void> }).markStep());
}

/** Asked for once and before the steps: questions are answered by the main thread too. */
async function onPage(page: Page, places: readonly Place[]): Promise<{ x: number; y: number }[]> {
  const canvas = page.getByTestId('canvas');
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('The canvas is not on the page.');
  const read = async (name: string) => Number(await canvas.getAttribute(`data-${name}`));
  const [scale, offsetX, offsetY] = [await read('scale'), await read('offset-x'), await read('offset-y')];
  return places.map(([x, y]) => ({ x: box.x + x * scale + offsetX, y: box.y + y * scale + offsetY }));
}

/** Proportional set size of the page's process; NaN where the system does not tell. */
export async function pageMemoryMegabytes(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => {
        const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
        return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.NaN) / 1024;
      }),
  );
  return Math.max(...sizes);
}
