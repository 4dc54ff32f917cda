import { expect, test, vi } from 'vitest';
import { imageActions } from '../../actions/imageActions.ts';
import { toolIds, tools } from '../../tools/tools.ts';
import { labelViewActions } from './labelViewActions.ts';

/** jsdom has no media queries; the theme asks one when it is loaded. */
vi.hoisted(() => vi.stubGlobal('matchMedia', () => ({ matches: false })));

test('no key means two things in the label view, and every tool has one', () => {
  const actions = [...labelViewActions(), ...imageActions()];
  const titles = Map.groupBy(
    actions.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)),
    ([key]) => key,
  );
  expect([...titles.values()].filter(({ length }) => length > 1)).toEqual([]);
  expect(toolIds.map((tool) => titles.get(tools[tool].key)?.[0]?.[1])).toEqual(toolIds.map((tool) => `tool.${tool}`));
});
