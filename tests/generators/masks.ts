import fc from 'fast-check';
import { maskFromBitmap } from '../../app/geometry/bitmap.ts';
import type { MaskGeometry } from '../../app/geometry/geometry.ts';

/** Random pixels in a small box somewhere on a 40 x 40 image: noise has every hole and corner contact there is. */
export const noiseMask: fc.Arbitrary<MaskGeometry> = fc
  .record({
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
    width: fc.integer({ min: 1, max: 12 }),
    height: fc.integer({ min: 1, max: 12 }),
  })
  .chain((box) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: box.width * box.height, maxLength: box.width * box.height })
      .map((pixels) => maskFromBitmap({ box, data: Uint8Array.from(pixels) })),
  )
  .filter((mask) => mask !== null);

export const noiseImage = { width: 40, height: 40 };
