import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDocument } from '../../app/model/document.ts';
import type { DisplayWindow, ImageRecord } from '../../app/model/records.ts';
import { imageRecord } from '../../tests/fixtures/records.ts';
import { display } from './display.svelte.ts';
import { usualSettings } from './displaySettings.ts';
import { openImage } from './openImage.svelte.ts';
import { projectDisplay } from './projectDisplay.svelte.ts';
import { session } from './session.svelte.ts';

const slice = { bitDepth: 16, valueRange: { low: 0, high: 4000 } } as const;
const project = { name: 'Slices', images: 1, labelled: 0, objects: 0, suggestions: 0 };

/** The windows that were committed, one a gesture. */
let committed: (DisplayWindow | null)[] = [];

function open(change: Partial<ImageRecord> = {}): void {
  openImage.document = createDocument(imageRecord('slice', { ...slice, ...change }), [], []);
}

beforeEach(() => {
  committed = [];
  const commit = openImage.commit.bind(openImage);
  vi.spyOn(openImage, 'commit').mockImplementation((description, diff) => {
    committed.push(
      ...diff.flatMap(({ table, after }) => (table === 'images' && after !== null ? [after.displayWindow] : [])),
    );
    return commit(description, diff);
  });
  session.project = { ...project, path: '/projects/slices' };
  projectDisplay.reset();
});
afterEach(() => {
  openImage.document = null;
  localStorage.clear();
  vi.restoreAllMocks();
});

test('a drag shows at once and is one gesture when it ends', () => {
  open({ displayWindow: { low: 1000, high: 1400 } });
  expect(display.beginDrag()).toBe(true);
  display.drag(80, 40);
  display.drag(160, 0);
  expect(display.window).toEqual({ low: 800, high: 1600 });
  expect(display.dragged).toEqual({ centre: 1200, width: 800 });
  expect(openImage.document?.image.displayWindow).toEqual({ low: 1000, high: 1400 });
  display.endDrag();
  expect(openImage.document?.image.displayWindow).toEqual({ low: 800, high: 1600 });
  expect(display.dragged).toBeNull();
  expect(committed).toEqual([{ low: 800, high: 1600 }]);
});

test('a drag that is left, or ends where it began, was none', () => {
  open();
  display.beginDrag();
  display.drag(160, 100);
  display.abandonDrag();
  expect(display.window).toEqual({ low: 0, high: 4000 });
  display.drag(50, 0);
  expect(display.window).toEqual({ low: 0, high: 4000 });
  display.beginDrag();
  display.drag(160, 0);
  display.drag(0, 0);
  display.endDrag();
  expect([openImage.document?.image.displayWindow, committed]).toEqual([null, []]);
});

test('what a slider has moved is a gesture of its own before a drag', () => {
  open();
  display.move({ low: 10, high: 20 });
  display.beginDrag();
  display.drag(0, 320);
  display.endDrag();
  expect(committed).toEqual([
    { low: 10, high: 20 },
    { low: 20, high: 30 },
  ]);
});

test('there is no drag without an image', () => {
  expect([display.beginDrag(), display.look, display.preset]).toEqual([false, null, null]);
});

test('presets go by where water is; all values is the usual window', () => {
  open();
  expect(display.preset).toBe('full');
  projectDisplay.change({ waterValue: 1000 });
  display.choosePreset('brain');
  expect([display.window, display.preset]).toEqual([{ low: 1000, high: 1080 }, 'brain']);
  display.store();
  display.choosePreset('full');
  display.store();
  expect([openImage.document?.image.displayWindow, display.isDefault]).toEqual([null, true]);
});

test('settings are kept for each project, and reset with the window', () => {
  open({ displayWindow: { low: 5, high: 9 } });
  projectDisplay.change({ gamma: 2, inverted: true, fillAlpha: 0.8, waterValue: 1000 });
  expect(display.look).toMatchObject({ gamma: 2, inverted: true, window: { low: 5, high: 9 } });
  expect(projectDisplay.objectLook).toEqual({ fillAlpha: 0.8, outlineWidthPx: 1.5 });
  session.project = { ...project, path: '/projects/other' };
  expect([projectDisplay.settings, projectDisplay.isUsual]).toEqual([usualSettings, true]);
  session.project = { ...project, path: '/projects/slices' };
  expect(projectDisplay.settings).toMatchObject({ gamma: 2, inverted: true, fillAlpha: 0.8 });
  display.reset();
  display.store();
  expect(projectDisplay.settings).toEqual({ ...usualSettings, waterValue: 1000 });
  expect(openImage.document?.image.displayWindow).toBeNull();
});

test('objects are drawn anew only for what concerns them', () => {
  const before = projectDisplay.objectLook;
  projectDisplay.change({ gamma: 3, inverted: true });
  expect(projectDisplay.objectLook).toBe(before);
  projectDisplay.change({ fills: false, outlines: false });
  expect(projectDisplay.objectLook).toEqual({ fillAlpha: 0, outlineWidthPx: 0 });
});
