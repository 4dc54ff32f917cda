import { expect, test } from 'vitest';
import { pressureOf } from './penPressure.ts';

test.each([
  ['pen', 0, true, 0.1],
  ['pen', 0.5, true, 0.55],
  ['pen', 1, true, 1],
  ['pen', 0.5, false, undefined],
  ['mouse', 0.5, true, undefined],
  ['touch', 0.8, true, undefined],
])('a %s pressed by %d, wanted: %s, asks for %s', (pointerType, pressure, isWanted, share) => {
  expect(pressureOf({ pointerType, pressure }, isWanted)).toBe(share);
});
