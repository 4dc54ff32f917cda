/** An open line that cuts through objects, in image space: x0, y0, x1, y1, ... with two points or more. */
export type CutLine = readonly number[];

/**
 * The line, moved by a few hundred-thousandths of a pixel. Vertices and pixel centres have short decimals, so a line
 * that was moved by these two never runs through one and never along an edge, and every crossing is a plain one. The
 * shift is far below the precision of what is stored.
 */
export function inGeneralPosition(line: CutLine): CutLine {
  return line.map((value, index) => value + (index % 2 === 0 ? Math.PI : Math.E) * 1e-5);
}
