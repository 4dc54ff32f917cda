import { errorAt, fitLearningCurve, type CurveFit, type CurvePoint, type PowerLaw } from './learningCurve.ts';

/** What a learning curve says about labelling more. */
export type CurveAdvice =
  /** Too few distinct numbers of objects: nothing is claimed. */
  | { readonly kind: 'unknown'; readonly sizes: number }
  /** About so many more objects for the gain. `most` is `null` where the points do not bound it. */
  | {
      readonly kind: 'more';
      readonly gain: number;
      readonly objects: number;
      readonly least: number;
      readonly most: number | null;
    }
  /** More of the same helps little: `reachable` is the score that the curve tends to, at best and at worst. */
  | {
      readonly kind: 'flat';
      readonly gain: number;
      readonly reachable: number;
      readonly lowest: number;
      readonly highest: number;
    };

/** Two points of Dice. */
export const ADVISED_GAIN = 0.02;
/** Beyond so many times what there is, a curve through a few points tells nothing, and nobody labels it. */
const FURTHEST_FACTOR = 10;

/** Advice at the largest number of objects among the points. */
export function adviseOnCurve(points: readonly CurvePoint[], gain = ADVISED_GAIN): CurveAdvice {
  const fit = fitLearningCurve(points);
  if (fit === null) return { kind: 'unknown', sizes: new Set(points.map(({ objects }) => objects)).size };
  const present = Math.max(...points.map(({ objects }) => objects));
  const needed = objectsForGain(fit.best, present, gain);
  if (needed === null || needed > FURTHEST_FACTOR * present) return flatAdvice(fit, present, gain);
  const all = fit.plausible.map((law) => objectsForGain(law, present, gain));
  const known = all.filter((objects) => objects !== null);
  const most = Math.max(...known);
  return {
    kind: 'more',
    gain,
    objects: rounded(needed),
    least: rounded(Math.min(...known)),
    most: known.length < all.length || most > FURTHEST_FACTOR * present ? null : rounded(most),
  };
}

function flatAdvice(fit: CurveFit, present: number, gain: number): CurveAdvice {
  const furthest = FURTHEST_FACTOR * present;
  const reach = (law: PowerLaw): number => Math.min(1, Math.max(0, 1 - errorAt(law, furthest)));
  const reaches = fit.plausible.map(reach);
  return {
    kind: 'flat',
    gain,
    reachable: reach(fit.best),
    lowest: Math.min(...reaches),
    highest: Math.max(...reaches),
  };
}

/** Objects beyond `present` that lower the error by `gain`; `null` where no number of them does. */
export function objectsForGain(law: PowerLaw, present: number, gain: number): number | null {
  const { a, b, c } = law;
  const left = errorAt(law, present) - gain - c;
  if (left <= 0 || a === 0) return null;
  return (left / a) ** (-1 / b) - present;
}

/** Two digits, and at least one object: the curve does not know more. */
function rounded(objects: number): number {
  return Math.max(1, Number(objects.toPrecision(objects < 100 ? 1 : 2)));
}
