import { expect, test, vi } from 'vitest';
import { labelRecord } from '../../../tests/fixtures/records.ts';
import { actionCatalogue, type ListedAction } from './actionCatalogue.ts';
import { keyConflicts, keysWith, takeFrom } from './keyConflicts.ts';

/** jsdom has no media queries; the theme asks one when it is loaded. */
vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));

const label = labelRecord('a', { hotkey: 'f' });
const all = actionCatalogue([label]).map((action) => ({ action, keys: action.keys }));

function action(id: string): ListedAction {
  const found = all.find((keyed) => keyed.action.id === id);
  if (found === undefined) throw new Error(`There is no action ${id}.`);
  return found.action;
}

test.each([
  // Undo of the data view is never at hand with that of the label view.
  ['Ctrl+Z', 'label.undo', [['data.undo', false]]],
  ['Ctrl+K', 'label.undo', [['palette', true]]],
  [
    'F',
    'label.redo',
    [
      ['label.fit', true],
      ['label.choose.a', true],
    ],
  ],
  [
    'ArrowUp',
    'models.use',
    [
      ['models.previous', true],
      ['differences.previous', true],
    ],
  ],
  [
    'M',
    'label.fit',
    [
      ['tool.rectangle', true],
      ['models.tab.model', false],
    ],
  ],
  ['Ctrl+Shift+F9', 'label.fit', []],
])('%s for %s meets %j', (combination, id, expected) => {
  expect(keyConflicts(combination, action(id), all).map((found) => [found.action.id, found.meets])).toEqual(expected);
});

test('a key that two actions have usually is no conflict of theirs', () => {
  expect(keyConflicts('ArrowUp', action('models.previous'), all).map(({ meets }) => meets)).toEqual([false]);
});

test('a recorded key takes the place of the one that was to be changed, and never stands twice', () => {
  expect([
    keysWith(['Delete', 'Backspace'], 'Delete', 'Ctrl+X'),
    keysWith(['Delete', 'Backspace'], 'new', 'Ctrl+X'),
    keysWith(['Delete', 'Backspace'], 'Delete', 'Backspace'),
    keysWith([], 'new', 'Q'),
    takeFrom('Ctrl+Y', action('label.redo'), all),
  ]).toEqual([['Ctrl+X', 'Backspace'], ['Delete', 'Backspace', 'Ctrl+X'], ['Backspace'], ['Q'], ['Ctrl+Shift+Z']]);
});
