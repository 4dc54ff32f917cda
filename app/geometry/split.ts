import type { CutLine } from './cutLine.ts';
import type { AreaGeometry } from './geometry.ts';
import { splitMask } from './splitMask.ts';
import { splitPolygon } from './splitPolygon.ts';

/** The pieces along the line, largest first, of the same kind as the object; `null` where it is not cut through. */
export function splitGeometry(geometry: AreaGeometry, line: CutLine): readonly AreaGeometry[] | null {
  return geometry.kind === 'mask' ? splitMask(geometry, line) : splitPolygon(geometry, line);
}
