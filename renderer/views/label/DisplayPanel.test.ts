import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDocument } from '../../../app/model/document.ts';
import type { ImageRecord } from '../../../app/model/records.ts';
import { imageRecord } from '../../../tests/fixtures/records.ts';
import { messages } from '../../messages/messages.ts';
import { display } from '../../state/display.svelte.ts';
import { openImage } from '../../state/openImage.svelte.ts';
import { projectDisplay } from '../../state/projectDisplay.svelte.ts';
import { session } from '../../state/session.svelte.ts';
import DisplayPanel from './DisplayPanel.svelte';

let panel: ReturnType<typeof mount> | null = null;

beforeEach(() => {
  session.project = { path: '/projects/a', name: 'A', images: 1, labelled: 0, objects: 0, suggestions: 0 };
});
afterEach(async () => {
  if (panel !== null) await unmount(panel);
  panel = null;
  projectDisplay.reset();
  display.store();
  openImage.document = null;
});

function show(change: Partial<ImageRecord>): void {
  openImage.document = createDocument(imageRecord('image', change), [], []);
  panel = mount(DisplayPanel, { target: document.body });
  flushSync();
}

function control<T extends HTMLElement>(id: string): T {
  const found = document.querySelector<T>(`[data-testid="${id}"]`);
  if (found === null) throw new Error(`There is no ${id}.`);
  return found;
}

function set(id: string, value: string, kind: 'input' | 'change'): void {
  const field = control<HTMLInputElement | HTMLSelectElement>(id);
  field.value = value;
  field.dispatchEvent(new Event(kind, { bubbles: true }));
  flushSync();
}

const slice = { bitDepth: 16, valueRange: { low: 0, high: 3500 } } as const;

test('centre and width are typed, presets chosen, and each shows what the others did', () => {
  show(slice);
  const fields = () => ['centre', 'width', 'low', 'high'].map((id) => control<HTMLInputElement>(`display-${id}`).value);
  expect([fields(), control<HTMLSelectElement>('display-preset').value]).toEqual([
    ['1750', '3500', '0', '3500'],
    'full',
  ]);
  set('display-width', '1000', 'change');
  expect([fields(), control<HTMLSelectElement>('display-preset').value]).toEqual([
    ['1750', '1000', '1250', '2250'],
    '',
  ]);
  set('display-centre', 'none', 'change');
  expect(fields()[0]).toBe('1750');
  set('display-preset', 'brain', 'change');
  expect(display.window).toEqual({ low: 1024, high: 1104 });
  set('display-low', '1050', 'input');
  expect(display.window).toEqual({ low: 1050, high: 1104 });
});

test('what was typed beyond its limits is shown as it was taken', () => {
  show(slice);
  set('display-gamma-number', '50', 'change');
  expect(control<HTMLInputElement>('display-gamma-number').value).toBe('10');
  set('display-gamma-number', '70', 'change');
  expect(control<HTMLInputElement>('display-gamma-number').value).toBe('10');
  set('display-water', '', 'change');
  expect(control<HTMLInputElement>('display-water').value).toBe('1024');
});

test('colour images have channels in the place of a map, until one is shown alone', () => {
  show({ channels: 3 });
  expect(document.querySelector('[data-testid=display-map]')).toBeNull();
  control('display-channel-green').click();
  flushSync();
  expect(projectDisplay.settings.channelsOff).toEqual(['green']);
  set('display-channels', 'blue', 'change');
  set('display-map', 'turbo', 'change');
  expect(display.look).toMatchObject({ channelAlone: 'blue', colourMap: 'turbo' });
  set('display-channels', '', 'change');
  expect(display.look).toMatchObject({ channelAlone: null, channelsOff: ['green'] });
});

test('a reset takes everything back, and is offered only then', () => {
  show({});
  const reset = control<HTMLButtonElement>('display-reset');
  expect(reset.disabled).toBe(true);
  control('display-invert').click();
  set('display-opacity', '80', 'input');
  control('display-outlines').click();
  flushSync();
  expect(projectDisplay.objectLook).toEqual({ fillAlpha: 0.8, outlineWidthPx: 0 });
  expect(reset.disabled).toBe(false);
  reset.click();
  flushSync();
  expect([reset.disabled, projectDisplay.isUsual]).toEqual([true, true]);
});

test('every control has a name', () => {
  show({ ...slice, channels: 1 });
  const controls = [...document.querySelectorAll<HTMLInputElement>('input, select, button')];
  const nameless = controls.filter((element) => {
    const labels = [...(element.labels ?? [])].map(({ textContent }) => textContent?.trim());
    return !(
      element.ariaLabel ??
      element.getAttribute('aria-label') ??
      [...labels, element.textContent].join('').trim()
    );
  });
  expect(nameless).toEqual([]);
  expect(controls.length).toBeGreaterThan(12);
  expect(document.querySelector('section')?.getAttribute('aria-label')).toBe(messages.display.title);
});
