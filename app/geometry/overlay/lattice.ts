/**
 * Places on a lattice of 512 steps a pixel, so that on images of up to 131,072 pixels a side every question of left or
 * right is answered exactly in doubles. A vertex is its number; what is drawn at it is the place that was given first.
 */
export interface Lattice {
  readonly xs: number[];
  readonly ys: number[];
  /** The places in pixels that `vertexAt` was asked for, kept to give corners back as they came. */
  readonly givenX: number[];
  readonly givenY: number[];
  readonly numbers: Map<number, number>;
}

const STEPS_PER_PIXEL = 512;
/** Columns of the table of numbers; coordinates lie within half of it, to either side. */
const KEY_STRIDE = 2 ** 27;

export function emptyLattice(): Lattice {
  return { xs: [], ys: [], givenX: [], givenY: [], numbers: new Map() };
}

/** The vertex nearest to a place in pixels. */
export function vertexAt(lattice: Lattice, x: number, y: number): number {
  return numberOf(lattice, Math.round(x * STEPS_PER_PIXEL), Math.round(y * STEPS_PER_PIXEL), x, y);
}

/** The vertex nearest to a place in steps. */
export function vertexAtStep(lattice: Lattice, x: number, y: number): number {
  const [stepX, stepY] = [Math.round(x), Math.round(y)];
  return numberOf(lattice, stepX, stepY, stepX / STEPS_PER_PIXEL, stepY / STEPS_PER_PIXEL);
}

function numberOf(lattice: Lattice, stepX: number, stepY: number, x: number, y: number): number {
  const key = stepX * KEY_STRIDE + stepY;
  const known = lattice.numbers.get(key);
  if (known !== undefined) return known;
  const vertex = lattice.xs.length;
  lattice.xs.push(stepX);
  lattice.ys.push(stepY);
  // Never -0, which stored text does not keep.
  lattice.givenX.push(x + 0);
  lattice.givenY.push(y + 0);
  lattice.numbers.set(key, vertex);
  return vertex;
}

/** Above 0 where `c` lies to the left of the way from `a` to `b`, with y upwards; 0 on the line. Exact. */
export function sideOf({ xs, ys }: Lattice, a: number, b: number, c: number): number {
  const ax = xs[a] as number;
  const ay = ys[a] as number;
  return ((xs[b] as number) - ax) * ((ys[c] as number) - ay) - ((ys[b] as number) - ay) * ((xs[c] as number) - ax);
}

/** By column, then row. */
export function compareVertices({ xs, ys }: Lattice, a: number, b: number): number {
  return (xs[a] as number) - (xs[b] as number) || (ys[a] as number) - (ys[b] as number);
}
