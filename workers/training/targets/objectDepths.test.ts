import fc from 'fast-check';
import { expect, it } from 'vitest';
import { objectDepths } from './objectDepths.ts';

/** By comparing every pixel with every other. */
function naively(objectMap: Uint16Array, width: number): number[] {
  return Array.from(objectMap, (object, i) => {
    if (object === 0) return 0;
    const squares = Array.from(objectMap, (other, j) => {
      if (other === object) return Infinity;
      return ((i % width) - (j % width)) ** 2 + (Math.floor(i / width) - Math.floor(j / width)) ** 2;
    });
    return Math.sqrt(Math.min(...squares));
  });
}

it('measures the distance to the nearest pixel of anything else', () => {
  const map = fc.record({
    width: fc.integer({ min: 1, max: 9 }),
    numbers: fc.array(fc.constantFrom(0, 1, 1, 1, 2, 2, 2), { minLength: 81, maxLength: 81 }),
    blocks: fc.constantFrom(1, 2, 3),
  });
  fc.assert(
    fc.property(map, ({ width, numbers, blocks }) => {
      const objectMap = Uint16Array.from(
        { length: width * 9 },
        (_, i) => numbers[Math.floor(Math.floor(i / width) / blocks) * 9 + Math.floor((i % width) / blocks)] ?? 0,
      );
      const { depths, radii } = objectDepths(objectMap, width, 9, 2);
      const distances = naively(objectMap, width);
      for (const object of [1, 2]) {
        const own = distances.filter((_, i) => objectMap[i] === object);
        if (own.length > 0) expect(radii[object]).toBeCloseTo(Math.max(...own), 5);
      }
      const expected = distances.map((distance, i) => {
        const share = distance / (radii[objectMap[i] ?? 0] ?? 1);
        return objectMap[i] === 0 ? 0 : Number.isNaN(share) ? 255 : Math.round(share * 255);
      });
      for (const [i, depth] of depths.entries()) expect(Math.abs(depth - (expected[i] ?? NaN))).toBeLessThanOrEqual(1);
    }),
  );
});
