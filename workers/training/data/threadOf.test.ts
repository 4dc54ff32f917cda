import { expect, it } from 'vitest';
import { dataThreadCount, isKeptBy, threadOf } from './threadOf.ts';

it('gives every patch to one thread, and every image to as few as keep all busy', () => {
  for (const [images, threads] of [
    [7, 3],
    [3, 3],
    [2, 5],
    [1, 4],
    [100, 1],
  ] as const) {
    const used = new Set<number>();
    for (let image = 0; image < images; image++) {
      const keepers = new Set(Array.from({ length: 20 }, (_, patch) => threadOf(image, patch, images, threads)));
      expect(keepers.size).toBe(Math.max(1, Math.floor(threads / images)));
      keepers.forEach((thread) => used.add(thread));
      const first = Array.from({ length: threads }, (_, thread) => isKeptBy(thread, image, images, threads));
      expect(first.filter(Boolean)).toHaveLength(1);
    }
    expect(Math.max(...used)).toBeLessThan(threads);
    expect(used.size).toBe(Math.min(threads, images * Math.max(1, Math.floor(threads / images))));
  }
});

it('takes as many threads as said, or a few for the cores', () => {
  expect([1, 2, 4, 6, 64].map((cores) => dataThreadCount(0, cores))).toEqual([1, 1, 2, 3, 4]);
  expect(dataThreadCount(7, 2)).toBe(7);
});
