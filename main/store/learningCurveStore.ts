import type { MeasuredCurve } from '../../app/contract/modelViews.ts';
import type { Database } from './database.ts';

/** Learning curves that were measured on the project. */
export interface LearningCurveStore {
  add(curve: MeasuredCurve): void;
  /** `null` before the first. */
  newest(): MeasuredCurve | null;
}

export function createLearningCurveStore(database: Database): LearningCurveStore {
  const add = database.prepare<[string, number, string]>(
    'INSERT INTO learning_curves (id, measured_at, curve) VALUES (?, ?, ?)',
  );
  const newest = database
    .prepare<[], string>('SELECT curve FROM learning_curves ORDER BY measured_at DESC LIMIT 1')
    .pluck();
  return {
    add: (curve) => void add.run(curve.id, curve.measuredAt, JSON.stringify(curve)),
    newest: () => {
      const stored = newest.get();
      return stored === undefined ? null : (JSON.parse(stored) as MeasuredCurve);
    },
  };
}
