import { expect, test } from 'vitest';
import { imageActions } from '../../actions/imageActions.ts';
import { neighbourActions } from '../../actions/neighbourActions.ts';
import { transferActions } from '../../actions/transferActions.ts';
import { toolIds, tools } from '../../tools/tools.ts';
import { labellingActions } from './labellingActions.ts';

test('no key means two things in the label view, and every tool has one', () => {
  const actions = [...labellingActions(), ...imageActions(), ...neighbourActions(), ...transferActions()];
  const titles = Map.groupBy(
    actions.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)),
    ([key]) => key,
  );
  expect([...titles.values()].filter(({ length }) => length > 1)).toEqual([]);
  expect(toolIds.map((tool) => titles.get(tools[tool].key)?.[0]?.[1])).toEqual(toolIds.map((tool) => `tool.${tool}`));
});
