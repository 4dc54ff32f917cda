import fc from 'fast-check';
import type { PointsGeometry } from '../../app/geometry/geometry.ts';
import { noiseImage } from './masks.ts';

/** A number of hundredths, as tools set it. */
const along = (length: number) => fc.integer({ min: 0, max: length * 100 }).map((hundredths) => hundredths / 100);

/** Points on the image of the noise masks, its border included; some in one place. */
export const somePoints: fc.Arbitrary<PointsGeometry> = fc
  .array(fc.tuple(along(noiseImage.width), along(noiseImage.height)), { minLength: 1, maxLength: 8 })
  .map((places) => ({ kind: 'points', points: places.flat() }));
