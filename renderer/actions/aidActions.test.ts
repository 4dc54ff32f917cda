import { expect, test } from 'vitest';
import { canvasAidNames } from '../state/canvasAids.svelte.ts';
import { labellingActions } from '../views/label/labellingActions.ts';
import { aidActions } from './aidActions.ts';
import { comparisonActions } from './comparisonActions.ts';
import { imageActions } from './imageActions.ts';
import { shapeActions } from './shapeActions.ts';

test('every aid has a key that means nothing else on the canvas', () => {
  const own = [...aidActions(), ...comparisonActions()];
  const others = [...labellingActions(), ...imageActions(), ...shapeActions()].flatMap(({ keys }) => keys);
  const ownKeys = own.flatMap(({ keys }) => keys);
  expect([new Set(ownKeys).size, ownKeys.filter((key) => others.includes(key))]).toEqual([ownKeys.length, []]);
  const withKeys = own.filter(({ keys }) => keys.length > 0).map(({ id }) => id);
  expect(withKeys).toEqual([...canvasAidNames.map((aid) => `aid.${aid}`), 'compare.flicker', 'compare.difference']);
});
