import type { LearningCurves } from '../../../app/contract/modelViews.ts';
import { errorAt, FEWEST_SIZES, type CurveFit, type CurvePoint } from '../../../app/training/learningCurve.ts';

export type CurveSource = 'measured' | 'models';

/** The points that a curve is fitted to: measured ones, which differ in their objects alone; else the models. */
export function curvePoints(curves: LearningCurves): {
  readonly source: CurveSource;
  readonly points: readonly CurvePoint[];
} {
  const measured = curves.measured?.points ?? [];
  const sizesOf = (points: readonly CurvePoint[]): number => new Set(points.map(({ objects }) => objects)).size;
  const isEnough = sizesOf(measured) >= FEWEST_SIZES || sizesOf(measured) >= sizesOf(curves.models);
  return isEnough ? { source: 'measured', points: measured } : { source: 'models', points: curves.models };
}

type Values = readonly (number | null)[];

/** Series over one ascending axis of objects; several points may share a place on it. */
export interface CurvePlot {
  readonly objects: readonly number[];
  readonly measured: Values;
  readonly models: Values;
  readonly fitted: Values;
  /** Between which the score lies as far as the points tell. */
  readonly lowest: Values;
  readonly highest: Values;
}

const gridSteps = 60;
/** How far beyond the largest number of objects the curve is drawn. */
const outlook = 1.6;

export function curvePlot({ measured, models }: LearningCurves, fit: CurveFit | null): CurvePlot {
  const points = [
    ...(measured?.points ?? []).map(({ objects, score }) => ({ objects, score, of: 'measured' })),
    ...models.map(({ objects, score }) => ({ objects, score, of: 'models' })),
  ];
  const sizes = points.map(({ objects }) => objects);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes) * outlook];
  const grid =
    fit === null || points.length === 0
      ? []
      : Array.from({ length: gridSteps + 1 }, (_, step) => Math.round(least + ((most - least) * step) / gridSteps));
  const rows = [...points, ...[...new Set(grid)].map((objects) => ({ objects, score: null, of: 'grid' }))].toSorted(
    (a, b) => a.objects - b.objects,
  );
  const onCurve = rows.map(({ objects, of }) => {
    if (of !== 'grid' || fit === null) return { fitted: null, lowest: null, highest: null };
    const scores = fit.plausible.map((law) => bounded(1 - errorAt(law, objects)));
    // One by one: there are thousands of laws, more than a call takes arguments.
    const lowest = scores.reduce((a, b) => Math.min(a, b), 1);
    const highest = scores.reduce((a, b) => Math.max(a, b), 0);
    return { fitted: bounded(1 - errorAt(fit.best, objects)), lowest, highest };
  });
  const scoresOf = (kind: string): Values => rows.map(({ of, score }) => (of === kind ? score : null));
  return {
    objects: rows.map(({ objects }) => objects),
    measured: scoresOf('measured'),
    models: scoresOf('models'),
    fitted: onCurve.map(({ fitted }) => fitted),
    lowest: onCurve.map(({ lowest }) => lowest),
    highest: onCurve.map(({ highest }) => highest),
  };
}

function bounded(score: number): number {
  return Math.min(1, Math.max(0, score));
}
