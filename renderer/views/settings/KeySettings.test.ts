import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** jsdom has no media queries; the theme asks one when it is loaded. */
vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));

import { keyOverrides } from '../../actions/keyOverrides.svelte.ts';
import KeySettings from './KeySettings.svelte';

let page: ReturnType<typeof mount>;

beforeEach(() => keyOverrides.replaceAll({}));
afterEach(() => unmount(page));

/** Only the rows that `search` finds: all of them take long to make without a browser. */
function show(search: string): void {
  page = mount(KeySettings, { target: document.body, props: { search, onFound: () => undefined } });
  flushSync();
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`There is no ${selector}`);
  return found;
}

async function click(selector: string): Promise<void> {
  find(selector).click();
  flushSync();
  await tick();
}

async function press(init: KeyboardEventInit): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  flushSync();
  await tick();
}

const row = (id: string): string => `[data-action='${id}']`;
const keysShown = (id: string): string[] =>
  [...document.querySelectorAll(`${row(id)} kbd`)].map((key) => key.textContent);

test('a key is recorded beside the others, taken away, and set back', async () => {
  show('fit image');
  await click(`${row('label.fit')} [data-testid=add-key]`);
  await press({ key: 'Shift', shiftKey: true });
  await press({ key: 'Q', shiftKey: true });
  expect(keysShown('label.fit')).toEqual(['F', 'Shift Q']);
  await click(`${row('label.fit')} [data-testid=remove-key]`);
  expect(keysShown('label.fit')).toEqual(['Shift Q']);
  expect(keyOverrides.chosen).toEqual({ 'label.fit': ['Shift+Q'] });
  await click(`${row('label.fit')} [data-testid=reset-keys]`);
  expect([keysShown('label.fit'), keyOverrides.chosen]).toEqual([['F'], {}]);
});

test('a key of another action is asked about by name, and taken over', async () => {
  show('fit image');
  await click(`${row('label.fit')} .change`);
  await press({ key: 'd', ctrlKey: true });
  expect(keysShown('label.fit')).toEqual(['F']);
  expect(find('[data-testid=key-conflict]').textContent).toContain('Ctrl D belongs to Duplicate (Label).');
  expect(document.activeElement).toBe(find('[data-testid=take-over]'));
  await click('[data-testid=take-over]');
  expect(keysShown('label.fit')).toEqual(['Ctrl D']);
  expect(keyOverrides.chosen).toEqual({ 'label.fit': ['Ctrl+D'], 'label.duplicate': [] });
});

test('keys kept by two actions at once are marked at both', async () => {
  show('fit image');
  await click(`${row('label.fit')} .change`);
  await press({ key: 'd', ctrlKey: true });
  await click('[data-testid=keep-both]');
  expect(find(`${row('label.fit')} .warning`).title).toBe('The same key: Duplicate (Label)');
  await unmount(page);
  show('duplicate');
  expect(find(`${row('label.duplicate')} .warning`).title).toBe('The same key: Fit image (Label)');
});

test('reserved keys are refused, keys that type where typing goes on, and Escape leaves', async () => {
  show('search or command');
  await click(`${row('palette')} [data-testid=add-key]`);
  await press({ key: ' ' });
  expect(find('[data-testid=key-recorder]').textContent).toContain('Space is reserved');
  await press({ key: 'q' });
  expect(find('[data-testid=key-recorder]').textContent).toContain('needs Ctrl');
  await press({ key: 'Escape' });
  expect([document.querySelector('[data-testid=key-recorder]'), keyOverrides.chosen]).toEqual([null, {}]);
  await unmount(page);
  show('close the outline');
  expect([keysShown('label.confirm'), document.querySelector(`${row('label.confirm')} button`)]).toEqual([
    ['Enter'],
    null,
  ]);
});
