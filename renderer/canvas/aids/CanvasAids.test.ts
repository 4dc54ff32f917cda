import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDocument } from '../../../app/model/document.ts';
import type { ImageRecord } from '../../../app/model/records.ts';
import { imageRecord } from '../../../tests/fixtures/records.ts';
import { canvasAidNames, canvasAids } from '../../state/canvasAids.svelte.ts';
import { openImage } from '../../state/openImage.svelte.ts';
import { viewport } from '../../state/viewport.svelte.ts';

/** Texts that were drawn on any canvas, and how often the minimap was painted. */
let texts: string[] = [];
let paintings = 0;
let shown: Record<string, unknown> | null = null;

/** The page of the tests has no canvas; its appearance is a matter for eyes anyway. */
function recordingContext(): CanvasRenderingContext2D {
  const known: Record<string, unknown> = { fillText: (text: string) => void texts.push(text) };
  const context = new Proxy(known, { get: (target, name) => target[String(name)] ?? (() => undefined) });
  return context as unknown as CanvasRenderingContext2D;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(recordingContext as never);
  [texts, paintings] = [[], 0];
});
afterEach(async () => {
  if (shown !== null) await unmount(shown);
  shown = null;
  for (const aid of canvasAidNames) if (canvasAids.isShown(aid)) canvasAids.toggle(aid);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function showAids(change: Partial<ImageRecord>, ...aids: readonly (typeof canvasAidNames)[number][]) {
  const image = imageRecord('image', { width: 4000, height: 3000, ...change });
  openImage.document = createDocument(image, [], []);
  viewport.resize({ width: 800, height: 600 });
  viewport.showImage(image);
  for (const aid of aids) if (!canvasAids.isShown(aid)) canvasAids.toggle(aid);
  const { default: CanvasAids } = await import('./CanvasAids.svelte');
  shown = mount(CanvasAids, { target: document.body, props: { paint: () => void (paintings += 1) } });
  flushSync();
}

function part(name: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-testid=${name}]`);
}

test('rulers and minimap are drawn once and moved by a pan; another scale draws rulers anew', async () => {
  await showAids({}, 'rulers', 'minimap');
  viewport.actualSize();
  flushSync();
  expect([part('minimap') !== null, paintings, texts.length > 10]).toEqual([true, 1, true]);
  texts = [];
  const before = part('ruler-across')?.innerHTML;
  viewport.panBy(-90, -50);
  flushSync();
  expect([texts, paintings, part('ruler-across')?.innerHTML === before]).toEqual([[], 1, false]);
  viewport.zoomIn();
  flushSync();
  expect([texts.length > 10, paintings]).toEqual([true, 1]);
});

test('the minimap shows while the image is larger than the view, and arrow keys on it move the view alone', async () => {
  await showAids({}, 'minimap');
  expect(part('minimap')).toBeNull();
  viewport.actualSize();
  flushSync();
  const { offsetX, offsetY } = viewport.transform;
  const key = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true });
  part('minimap')?.dispatchEvent(key);
  expect([key.defaultPrevented, viewport.transform.offsetX, viewport.transform.offsetY]).toEqual([
    ...[true, offsetX - 160, offsetY],
  ]);
});

test('rulers and scale bar count true lengths where the size of a pixel is known, each way its own', async () => {
  await showAids({ pixelSpacing: { xMm: 0.5, yMm: 0.25 } }, 'rulers', 'scaleBar');
  viewport.actualSize();
  flushSync();
  expect(part('scale-bar')?.getAttribute('aria-label')).toBe(
    'Scale bar: 50 mm from left to right; pixels are not square',
  );
  texts = [];
  part('ruler-unit')?.click();
  flushSync();
  expect(part('ruler-unit')?.textContent).toBe('mm');
  // The middle of the image is at 1000 mm across and 375 mm down.
  const places = texts.map((text) => Number(text.replace(',', '')));
  expect([places.includes(1000), places.includes(380), Math.max(...places) < 1500]).toEqual([true, true, true]);
});

test('without the size of a pixel there is no scale bar, and rulers count pixels', async () => {
  canvasAids.rulerUnit = 'lengths';
  await showAids({}, 'rulers', 'scaleBar');
  expect([part('scale-bar'), part('ruler-unit')?.textContent, part('ruler-unit')?.ariaDisabled]).toEqual([
    ...[null, 'px', 'true'],
  ]);
});
