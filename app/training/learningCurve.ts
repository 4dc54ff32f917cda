/**
 * How a score grows with the number of labelled objects. The error falls as a power of the data, down to a floor:
 * error(n) = a n^-b + c (Figueroa et al. 2012, "Predicting sample size required for classification performance",
 * BMC Medical Informatics and Decision Making 12:8; Hestness et al. 2017, "Deep learning scaling is predictable,
 * empirically").
 */

export interface CurvePoint {
  /** Labelled objects; above 0. */
  readonly objects: number;
  /** 0-1; 1 is perfect. */
  readonly score: number;
}

export interface PowerLaw {
  /** At least 0. */
  readonly a: number;
  /** Within `exponents`. */
  readonly b: number;
  /** The error that no number of objects takes away, 0-1. */
  readonly c: number;
}

export interface CurveFit {
  readonly best: PowerLaw;
  /** Every law that the points speak against no more than their scatter allows; holds `best`. */
  readonly plausible: readonly PowerLaw[];
}

/** Distinct numbers of objects below which nothing is claimed. */
export const FEWEST_SIZES = 3;

const SMALLEST_EXPONENT = 0.05;
const LARGEST_EXPONENT = 2;
const EXPONENT_STEPS = 118;
const FLOOR_STEPS = 60;
/**
 * Two trainings with the same settings on the same objects differ by about so much in their score, whatever the points
 * seem to say: three points can lie on a curve by chance.
 */
const SMALLEST_SCATTER = 0.01;
/** 90 % of a chi-squared distribution with one degree of freedom: likelihood intervals of one number. */
const CHI_SQUARED_90 = 2.706;

/** Error of a law at a number of objects. */
export function errorAt({ a, b, c }: PowerLaw, objects: number): number {
  return a * objects ** -b + c;
}

/**
 * Least squares with a, c >= 0 and c <= 1: for a fixed exponent the two others are a straight line through
 * (n^-b, 1 - score); exponents are tried on a grid that is then narrowed. Plausible are all laws whose squared error
 * exceeds the least by no more than a 90 % likelihood interval allows. `null` for fewer than three distinct sizes.
 */
export function fitLearningCurve(points: readonly CurvePoint[]): CurveFit | null {
  if (new Set(points.map(({ objects }) => objects)).size < FEWEST_SIZES) return null;
  if (points.some(({ objects, score }) => !(objects > 0) || !(score >= 0 && score <= 1))) {
    throw new RangeError('A learning curve needs scores of 0 to 1 over at least one object.');
  }
  const best = narrowed(points, SMALLEST_EXPONENT, LARGEST_EXPONENT);
  const least = squaredError(points, best);
  const freedom = points.length - FEWEST_SIZES;
  const variance = Math.max(freedom > 0 ? least / freedom : 0, SMALLEST_SCATTER ** 2);
  const limit = least + CHI_SQUARED_90 * variance;
  return { best, plausible: [best, ...lawsWithin(points, limit)] };
}

/** The best exponent of a grid, then of a finer one around it, until it does not move any more. */
function narrowed(points: readonly CurvePoint[], from: number, to: number): PowerLaw {
  const step = (to - from) / EXPONENT_STEPS;
  const laws = Array.from({ length: EXPONENT_STEPS + 1 }, (_, index) => lineFor(points, from + index * step));
  const best = laws.reduce((a, b) => (squaredError(points, b) < squaredError(points, a) ? b : a));
  if (step < 1e-7) return best;
  return narrowed(points, Math.max(SMALLEST_EXPONENT, best.b - step), Math.min(LARGEST_EXPONENT, best.b + step));
}

/** The best a and c of an exponent, both at least 0: at the edge, one of them is 0 and the other the best alone. */
function lineFor(points: readonly CurvePoint[], b: number): PowerLaw {
  const xs = points.map(({ objects }) => objects ** -b);
  const ys = points.map(({ score }) => 1 - score);
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const slope =
    spread === 0 ? 0 : xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] as number) - meanY), 0) / spread;
  const floor = meanY - slope * meanX;
  if (slope >= 0 && floor >= 0) return { a: slope, b, c: floor };
  const edges = [
    { a: 0, b, c: meanY },
    { a: scaleFor(xs, ys), b, c: 0 },
  ] as const;
  return squaredError(points, edges[0]) <= squaredError(points, edges[1]) ? edges[0] : edges[1];
}

/** The best a for ys = a xs, at least 0. */
function scaleFor(xs: readonly number[], ys: readonly number[]): number {
  const squares = xs.reduce((sum, x) => sum + x * x, 0);
  return squares === 0 ? 0 : Math.max(0, xs.reduce((sum, x, index) => sum + x * (ys[index] as number), 0) / squares);
}

/** Over a grid of exponents and floors; of each, the two ends of what a may be. */
function lawsWithin(points: readonly CurvePoint[], limit: number): PowerLaw[] {
  const largestFloor = Math.max(...points.map(({ score }) => 1 - score));
  const laws: PowerLaw[] = [];
  for (let step = 0; step <= EXPONENT_STEPS; step++) {
    const b = SMALLEST_EXPONENT + (step / EXPONENT_STEPS) * (LARGEST_EXPONENT - SMALLEST_EXPONENT);
    const xs = points.map(({ objects }) => objects ** -b);
    const squares = xs.reduce((sum, x) => sum + x * x, 0);
    for (let rise = 0; rise <= FLOOR_STEPS; rise++) {
      const c = (rise / FLOOR_STEPS) * largestFloor;
      const a = scaleFor(
        xs,
        points.map(({ score }) => 1 - score - c),
      );
      const room = limit - squaredError(points, { a, b, c });
      if (room < 0) continue;
      const width = Math.sqrt(room / squares);
      laws.push({ a: Math.max(0, a - width), b, c }, { a: a + width, b, c });
    }
  }
  return laws;
}

function squaredError(points: readonly CurvePoint[], law: PowerLaw): number {
  return points.reduce((sum, { objects, score }) => sum + (1 - score - errorAt(law, objects)) ** 2, 0);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
