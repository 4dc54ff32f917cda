import { expect, it } from 'vitest';
import { ignoredClass } from '../../../app/training/ignoredClass.ts';
import { targetPlanes, type PatchObjects } from './targetPlanes.ts';

/** An object of two pixels, shown once itself and once mirrored behind the border of the image. */
const patch: PatchObjects = {
  size: 4,
  objects: Uint32Array.of(0, 1, 1, 0, ...new Uint32Array(12)),
  beyond: Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1),
  classOfObject: Uint8Array.of(0, 2),
  centres: Float64Array.of(NaN, NaN, 0.5, 0),
  depths: Uint8Array.of(0, 255, 255, 0, ...new Uint8Array(12)),
  radii: Float32Array.of(0, 1),
};
const rows = (values: Float32Array): number[][] =>
  Array.from({ length: values.length / 4 }, (_, row) => [...values.subarray(4 * row, 4 * row + 4)]);

it('asks nothing about centres beyond the border, where objects are mirrored and their centres are not', () => {
  const target = new Float32Array(4 * 16);
  targetPlanes(patch, { separation: 'centres', labels: 2 }, target);
  expect(rows(target.subarray(0, 16))).toEqual([
    [0, 2, ignoredClass, ignoredClass],
    ...Array.from({ length: 3 }, () => [0, 0, ignoredClass, ignoredClass]),
  ]);
  const offsetsX = target.subarray(32, 48);
  expect(rows(offsetsX)[0]).toEqual([0, -0.5, 0, 0]);
});

it.each(['components', 'distances'] as const)('learns from mirrored objects where they go by %s', (separation) => {
  const target = new Float32Array(16 * (separation === 'components' ? 1 : 2));
  targetPlanes(patch, { separation, labels: 2 }, target);
  expect(rows(target)[0]).toEqual([0, 2, 2, 0]);
});
