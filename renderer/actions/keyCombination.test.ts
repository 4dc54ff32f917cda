import { expect, test } from 'vitest';
import { combinationOf, keyCaps } from './keyCombination.ts';

function pressed(
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
  code = '',
) {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test.each([
  [pressed('v'), 'V'],
  [pressed('A', { shiftKey: true }), 'Shift+A'],
  [pressed('?', { shiftKey: true }), '?'],
  [pressed('[', {}), '['],
  [pressed('z', { ctrlKey: true }), 'Ctrl+Z'],
  [pressed('Z', { metaKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
  [pressed('ArrowLeft'), 'ArrowLeft'],
  [pressed('Tab', { shiftKey: true }), 'Shift+Tab'],
  [pressed(' '), 'Space'],
  [pressed('1', { altKey: true }), 'Alt+1'],
  [pressed('м', {}, 'KeyV'), 'V'],
  [pressed('ω', { ctrlKey: true }, 'KeyV'), 'Ctrl+V'],
  // A layout that moves Latin letters keeps them as printed.
  [pressed('q', {}, 'KeyA'), 'Q'],
])('%o is %s', (event, combination) => {
  expect(combinationOf(event)).toBe(combination);
});

test('key caps split combinations, the plus key too', () => {
  expect(['Ctrl+Shift+Z', 'ArrowLeft', '+', 'Ctrl++', '?'].map(keyCaps)).toEqual([
    ['Ctrl', 'Shift', 'Z'],
    ['←'],
    ['+'],
    ['Ctrl', '+'],
    ['?'],
  ]);
});
