import { expect, test } from 'vitest';
import type { Ring } from './geometry.ts';
import { isSimpleLine, isSimpleRing } from './simpleRing.ts';

test.each<[string, Ring, boolean]>([
  ['a triangle', [0, 0, 4, 0, 0, 4], true],
  ['a vertex on a straight edge', [0, 0, 2, 0, 4, 0, 4, 4, 0, 4], true],
  ['a deep notch', [0, 0, 10, 0, 10, 10, 5, 1, 0, 10], true],
  ['a bow-tie', [0, 0, 4, 4, 4, 0, 0, 4], false],
  ['a vertex that touches another edge', [0, 0, 10, 0, 10, 10, 5, 0, 0, 10], false],
  ['two vertices in one place', [0, 0, 4, 0, 2, 2, 4, 4, 0, 4, 2, 2], false],
  ['a repeated vertex', [0, 0, 4, 0, 4, 0, 0, 4], false],
  ['an edge that runs back', [0, 0, 4, 0, 2, 0, 0, 4], false],
  ['a line', [0, 0, 4, 0, 2, 0], false],
  ['two vertices', [0, 0, 4, 0], false],
])('%s', (_, ring, isSimple) => {
  expect(isSimpleRing(ring)).toBe(isSimple);
});

test.each<[string, readonly number[], boolean]>([
  ['a line of two points', [0, 0, 4, 0], true],
  ['a hook whose ends do not meet', [0, 0, 4, 0, 4, 4, 0, 4], true],
  ['a loop', [0, 0, 4, 0, 4, 4, 2, -2], false],
  ['a line that comes back to its start', [0, 0, 4, 0, 4, 4, 0, 0], false],
  ['a line that runs back', [0, 0, 4, 0, 2, 0], false],
  ['one point', [0, 0], false],
])('%s', (_, line, isSimple) => {
  expect(isSimpleLine(line)).toBe(isSimple);
});
