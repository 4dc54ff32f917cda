import { shiftAt, type ElasticField } from './augmentation/elastic.ts';
import type { ImageFromPatch } from './planPatch.ts';

/** The fixed point below comes nearer by a factor of about four in each round, and is near enough here, in pixels. */
const inversionLimit = { rounds: 200, change: 1e-6 };

/**
 * Where the centres of the objects that a patch shows come to lie, x and y of object k at 2k and 2k + 1, in pixels of the
 * patch; NaN for all others. That is the point p with imageFromPatch(p + shift(p)) at the centre, found by
 * p = patchFromImage(centre) - shift(p) again and again.
 */
export function centresInPatch(
  centres: Float64Array,
  [a, b, c, d, e, f]: ImageFromPatch,
  field: ElasticField | null,
  objects: Uint32Array,
): Float64Array {
  const determinant = a * e - b * d;
  const shown = new Uint8Array(centres.length / 2);
  for (let i = 0; i < objects.length; i++) shown[objects[i] as number] = 1;
  const moved = new Float64Array(centres.length).fill(NaN);
  const shift = new Float64Array(2);
  for (let object = 1; object < shown.length; object++) {
    if (shown[object] === 0) continue;
    const x = (centres[2 * object] as number) - c;
    const y = (centres[2 * object + 1] as number) - f;
    const u = (e * x - b * y) / determinant;
    const v = (a * y - d * x) / determinant;
    let shiftedU = u;
    let shiftedV = v;
    for (let round = 0, change = Infinity; field !== null && round < inversionLimit.rounds; round++) {
      if (change < inversionLimit.change) break;
      shiftAt(field, shiftedU, shiftedV, shift);
      change = Math.abs(u - (shift[0] as number) - shiftedU) + Math.abs(v - (shift[1] as number) - shiftedV);
      shiftedU = u - (shift[0] as number);
      shiftedV = v - (shift[1] as number);
    }
    moved[2 * object] = shiftedU;
    moved[2 * object + 1] = shiftedV;
  }
  return moved;
}
