import { expect, test } from 'vitest';
import { labellingActions } from '../views/label/labellingActions.ts';
import { displayActions } from './displayActions.ts';
import { imageActions } from './imageActions.ts';
import { shapeActions, shapeKeys } from './shapeActions.ts';

test('every operation has a key that nothing else on the canvas answers to', () => {
  const actions = [...labellingActions(), ...imageActions(), ...shapeActions(), ...displayActions()];
  const keys = actions.flatMap((action) => action.keys);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(Object.values(shapeKeys).every((key) => keys.includes(key))).toBe(true);
});

test('nothing is offered while nothing is selected', () => {
  expect(shapeActions().filter((action) => action.enabled())).toEqual([]);
});
