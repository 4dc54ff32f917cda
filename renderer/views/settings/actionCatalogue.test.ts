import { expect, test, vi } from 'vitest';
import { isCombination } from '../../actions/keyCombination.ts';
import { en } from '../../messages/en.ts';
import { zhCN } from '../../messages/zhCN.ts';
import { actionCatalogue } from './actionCatalogue.ts';
import labelViewText from '../label/labelViewActions.ts?raw';
import catalogueText from './actionCatalogue.ts?raw';

/** jsdom has no media queries; the theme asks one when it is loaded. */
vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));

const sources = import.meta.glob<string>('../../**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });

test('every function that makes actions is in the catalogue', () => {
  const names = Object.values(sources).flatMap((text) =>
    [...text.matchAll(/export function (\w+)\([^)]*\): readonly Action\[\]/g)].map((match) => match[1] ?? ''),
  );
  const makers = names.filter((name) => name !== 'matchingActions');
  expect(makers).toContain('labellingActions');
  const text = catalogueText + labelViewText;
  expect(makers.filter((name) => !new RegExp(`(\\.\\.\\.|= |: )${name}\\b`).test(text))).toEqual([]);
});

test('ids are unique and keys are combinations that can be pressed', () => {
  const actions = actionCatalogue([]);
  const ids = actions.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(actions.flatMap(({ keys }) => keys).filter((key) => !isCombination(key))).toEqual([]);
  expect(actions.filter(({ fixed }) => fixed !== null).map(({ id }) => id)).toEqual([
    'label.confirm',
    'label.stepBack',
  ]);
});

test('texts that speak of keys name actions that there are, alike in every language', () => {
  const ids = new Set(actionCatalogue([]).map(({ id }) => id));
  const named = [en, zhCN].map((catalogue) =>
    [...JSON.stringify(catalogue).matchAll(/\{([a-z][\w.]*\.\w+)\}/gi)].map((match) => match[1] ?? ''),
  );
  expect(named[0]?.filter((id) => !ids.has(id))).toEqual([]);
  expect(named[0]?.length).toBeGreaterThan(5);
  expect(named[1]?.toSorted()).toEqual(named[0]?.toSorted());
});
