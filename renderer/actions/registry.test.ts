import { afterEach, expect, test, vi } from 'vitest';
import type { Action } from './action.ts';
import { handleKey, notePointer, registerActions, registry } from './registry.svelte.ts';

const disposers: (() => void)[] = [];
afterEach(() => {
  disposers.splice(0).forEach((dispose) => dispose());
  document.body.replaceChildren();
});

function add(id: string, keys: readonly string[], more: Partial<Action> = {}) {
  const perform = vi.fn();
  disposers.push(registerActions([{ id, title: id, group: '', keys, enabled: () => true, perform, ...more }]));
  return perform;
}

/** Presses a key on an element of the page, as the window's handler gets it. */
function press(target: Element, init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  addEventListener('keydown', handleKey, { once: true });
  target.dispatchEvent(event);
  return event;
}

function element(html: string): Element {
  document.body.innerHTML = html;
  return document.body.querySelector('[data-target]') ?? document.body;
}

test('the innermost view wins where keys meet, and a disabled action leaves the key to others', () => {
  const outer = add('outer', ['A']);
  const inner = add('inner', ['A']);
  press(document.body, { key: 'a' });
  expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([0, 1]);
  const disabled = add('disabled', ['A'], { enabled: () => false });
  press(document.body, { key: 'a' });
  expect([disabled.mock.calls.length, inner.mock.calls.length]).toEqual([0, 2]);
  expect(registry.actions.map(({ id }) => id)).toEqual(['disabled', 'inner', 'outer']);
});

test('typing and open dialogs keep their keys, but for what works everywhere', () => {
  const letter = add('letter', ['A']);
  const palette = add('palette', ['Ctrl+K'], { whileTyping: true });
  for (const html of [
    '<input data-target>',
    '<textarea data-target></textarea>',
    '<div role="dialog"><b data-target></b></div>',
  ]) {
    press(element(html), { key: 'a' });
    press(element(html), { key: 'k', ctrlKey: true });
  }
  expect([letter.mock.calls.length, palette.mock.calls.length]).toEqual([0, 3]);
});

test('an action that was performed takes the key, one that was not leaves it', () => {
  add('save', ['Ctrl+D']);
  expect(press(document.body, { key: 'd', ctrlKey: true }).defaultPrevented).toBe(true);
  expect(press(document.body, { key: 'x' }).defaultPrevented).toBe(false);
});

test('a control that was reached by keyboard keeps the keys that it needs, and no others', () => {
  const next = add('next', ['ArrowRight']);
  const close = add('close', ['Enter']);
  const html = { button: '<button data-target></button>', slider: '<input type="range" data-target>' };
  const perform = (kind: keyof typeof html, isByKeyboard: boolean) => {
    const target = element(html[kind]);
    vi.spyOn(target, 'matches').mockImplementation((selector) =>
      selector === ':focus-visible' ? isByKeyboard : Element.prototype.matches.call(target, selector),
    );
    return ['ArrowRight', 'Enter'].map((key) => press(target, { key }).defaultPrevented);
  };
  expect({
    clickedButton: perform('button', false),
    focusedButton: perform('button', true),
    clickedSlider: perform('slider', false),
    focusedSlider: perform('slider', true),
  }).toEqual({
    clickedButton: [true, true],
    focusedButton: [true, false],
    clickedSlider: [true, true],
    focusedSlider: [false, false],
  });
  expect([next.mock.calls.length, close.mock.calls.length]).toEqual([3, 2]);
});

test('Tab goes from control to control, but for whoever works with the pointer', () => {
  add('nextObject', ['Tab']);
  const isTaken = (target: Element) => press(target, { key: 'Tab' }).defaultPrevented;
  const atFirst = isTaken(document.body);
  notePointer();
  const afterPointer = isTaken(document.body);
  const list = element('<div role="listbox" tabindex="0" data-target></div>');
  vi.spyOn(list, 'matches').mockReturnValue(true);
  const onControl = isTaken(list);
  document.body.replaceChildren();
  expect({ atFirst, afterPointer, onControl, whereControlWas: isTaken(document.body) }).toEqual({
    atFirst: false,
    afterPointer: true,
    onControl: false,
    whereControlWas: false,
  });
});
