import { basename } from 'node:path';
import type { LossPoint, RunDetails, RunPreview, ValidationPoint } from '../../app/contract/views.ts';
import type { RunId } from '../../app/model/records.ts';
import type { Database } from './database.ts';

export type RunCurves = Pick<RunDetails, 'losses' | 'validations' | 'previews'>;

export interface NewPreview {
  readonly step: number;
  readonly imageId: string;
  /** File name below `runs/<id>/previews/`. */
  readonly file: string;
}

/** What a run reports while it goes on. */
export interface RunCurveStore {
  of(id: RunId): RunCurves;
  addLoss(id: RunId, point: LossPoint): void;
  addValidation(id: RunId, point: ValidationPoint): void;
  addPreview(id: RunId, preview: NewPreview): RunPreview;
  /** Removes every point later than `step`. */
  dropAfter(id: RunId, step: number): void;
}

interface ValidationRow extends Omit<ValidationPoint, 'dicePerLabel' | 'objects' | 'best'> {
  readonly dicePerLabel: string;
  readonly objectsMean: number | null;
  readonly objectsAtHalf: number | null;
  readonly best: number;
}

export function createRunCurves(database: Database): RunCurveStore {
  const losses = database.prepare<[string], LossPoint>(
    `SELECT step, loss, learning_rate AS learningRate, step_ms AS stepMs, data_wait_ms AS dataWaitMs
     FROM run_losses WHERE run_id = ? ORDER BY step`,
  );
  const validations = database.prepare<[string], ValidationRow>(
    `SELECT step, loss, dice, dice_per_label AS dicePerLabel, objects_mean AS objectsMean,
       objects_at_half AS objectsAtHalf, best
     FROM run_validations WHERE run_id = ? ORDER BY step`,
  );
  const previews = database.prepare<[string], NewPreview>(
    'SELECT step, image_id AS imageId, file FROM run_previews WHERE run_id = ? ORDER BY step, image_id',
  );
  const addLoss = database.prepare<[LossPoint & { id: string }]>(
    `INSERT OR REPLACE INTO run_losses (run_id, step, loss, learning_rate, step_ms, data_wait_ms)
     VALUES (@id, @step, @loss, @learningRate, @stepMs, @dataWaitMs)`,
  );
  const addValidation = database.prepare<[ValidationRow & { id: string }]>(
    `INSERT OR REPLACE INTO run_validations 
       (run_id, step, loss, dice, dice_per_label, objects_mean, objects_at_half, best)
     VALUES (@id, @step, @loss, @dice, @dicePerLabel, @objectsMean, @objectsAtHalf, @best)`,
  );
  const addPreview = database.prepare<[NewPreview & { id: string }]>(
    'INSERT OR REPLACE INTO run_previews (run_id, step, image_id, file) VALUES (@id, @step, @imageId, @file)',
  );
  const drops = ['run_losses', 'run_validations', 'run_previews'].map((table) =>
    database.prepare<[string, number]>(`DELETE FROM ${table} WHERE run_id = ? AND step > ?`),
  );
  return {
    of: (id) => ({
      losses: losses.all(id),
      validations: validations.all(id).map(validationOf),
      previews: previews.all(id).map((preview) => previewOf(id, preview)),
    }),
    addLoss: (id, point) => void addLoss.run({ id, ...point }),
    addValidation: (id, { objects, ...point }) =>
      void addValidation.run({
        id,
        ...point,
        objectsMean: objects?.mean ?? null,
        objectsAtHalf: objects?.atHalf ?? null,
        dicePerLabel: JSON.stringify(point.dicePerLabel),
        best: Number(point.best),
      }),
    addPreview: (id, preview) => {
      const kept = { ...preview, file: basename(preview.file) };
      addPreview.run({ id, ...kept });
      return previewOf(id, kept);
    },
    dropAfter: (id, step) => drops.forEach((drop) => drop.run(id, step)),
  };
}

const validationOf = ({ objectsMean: mean, objectsAtHalf: atHalf, ...row }: ValidationRow): ValidationPoint => ({
  ...row,
  objects: mean === null || atHalf === null ? null : { mean, atHalf },
  dicePerLabel: JSON.parse(row.dicePerLabel) as ValidationPoint['dicePerLabel'],
  best: row.best === 1,
});

const previewOf = (id: RunId, { step, imageId, file }: NewPreview): RunPreview => ({
  step,
  imageId,
  url: `/runs/${encodeURIComponent(id)}/previews/${encodeURIComponent(file)}`,
});
