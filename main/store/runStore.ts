import { AppError } from '../../app/contract/errors.ts';
import type { LossPoint, RunDetails, RunPreview, RunSummary, ValidationPoint } from '../../app/contract/views.ts';
import type { RunId } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { runFolder } from './projectFolder.ts';
import { createRunCurves, type NewPreview, type RunCurves } from './runCurves.ts';

export interface NewRun {
  readonly id: RunId;
  readonly startedAt: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly trainImages: number;
  readonly validationImages: number;
}

export type RunChange = Partial<
  Pick<
    RunDetails,
    | 'state'
    | 'finishedAt'
    | 'device'
    | 'trials'
    | 'steps'
    | 'bestDice'
    | 'modelId'
    | 'comparison'
    | 'error'
    | 'remedy'
    | 'config'
    | 'trainImages'
    | 'validationImages'
  >
>;

/** Fine-tuning runs with their curves. A run found running when the project is opened becomes `interrupted`. */
export interface RunStore {
  /** Adds a run in the state `running`. */
  create(run: NewRun): RunSummary;
  /** Newest first. */
  list(): RunSummary[];
  /** Newest first, with their settings and without their curves. */
  described(): RunDescription[];
  /** Throws NOT_FOUND. */
  details(id: RunId): RunDetails;
  update(id: RunId, change: RunChange): RunSummary;
  addLoss(id: RunId, point: LossPoint): void;
  addValidation(id: RunId, point: ValidationPoint): void;
  addPreview(id: RunId, preview: NewPreview): RunPreview;
  /** The run goes on from `step`: forgets what it reported after that, and the best score with it. */
  goBackTo(id: RunId, step: number): RunSummary;
  /** `runs/<id>` in the project folder. */
  folder(id: RunId): string;
  interruptedRuns(): RunSummary[];
}

export type RunDescription = Omit<RunDetails, keyof RunCurves>;

interface RunRow {
  readonly id: string;
  readonly state: RunSummary['state'];
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly device: RunSummary['device'];
  readonly steps: number;
  readonly best_dice: number | null;
  readonly model_id: string | null;
  readonly comparison: string | null;
  readonly error: string | null;
  readonly remedy: string | null;
  readonly config: string;
  readonly trials: string;
  readonly train_images: number;
  readonly validation_images: number;
}

export function createRunStore(database: Database, projectFolder: string): RunStore {
  const all = database.prepare<[], RunRow>('SELECT * FROM runs ORDER BY started_at DESC, rowid DESC');
  const one = database.prepare<[string], RunRow>('SELECT * FROM runs WHERE id = ?');
  const write = database.prepare<[RunRow]>(
    `INSERT INTO runs (id, state, started_at, finished_at, device, steps, best_dice, model_id, comparison, error,
       remedy, config, trials, train_images, validation_images)
     VALUES (@id, @state, @started_at, @finished_at, @device, @steps, @best_dice, @model_id, @comparison, @error,
       @remedy, @config, @trials, @train_images, @validation_images)
     ON CONFLICT (id) DO UPDATE SET state = @state, finished_at = @finished_at, device = @device, steps = @steps,
       best_dice = @best_dice, model_id = @model_id, comparison = @comparison, error = @error, remedy = @remedy,
       config = @config, trials = @trials, train_images = @train_images,
       validation_images = @validation_images`,
  );
  const curves = createRunCurves(database);
  // Whoever ran them is gone: the lock of the file was free.
  database.prepare(`UPDATE runs SET state = 'interrupted' WHERE state = 'running'`).run();

  const description = (id: RunId): RunDescription => {
    const row = one.get(id);
    if (row === undefined) throw new AppError('NOT_FOUND', 'This run is not in the project any more.');
    return descriptionOf(row);
  };
  const put = (run: RunDescription): RunSummary => {
    const row = rowOf(run);
    write.run(row);
    return summaryOf(row);
  };
  const list = (): RunSummary[] => all.all().map(summaryOf);
  return {
    create: (run) =>
      put({
        ...run,
        state: 'running',
        finishedAt: null,
        device: null,
        steps: 0,
        bestDice: null,
        modelId: null,
        comparison: null,
        error: null,
        remedy: null,
        trials: [],
      }),
    list,
    described: () => all.all().map(descriptionOf),
    details: (id) => ({ ...description(id), ...curves.of(id) }),
    update: (id, change) => put({ ...description(id), ...change }),
    addLoss: (id, point) => curves.addLoss(id, point),
    addValidation: (id, point) => curves.addValidation(id, point),
    addPreview: (id, preview) => curves.addPreview(id, preview),
    goBackTo: database.transaction((id: RunId, step: number) => {
      curves.dropAfter(id, step);
      const best = curves.of(id).validations.findLast((point) => point.best) ?? null;
      return put({ ...description(id), steps: best?.step ?? 0, bestDice: best?.dice ?? null });
    }),
    folder: (id) => runFolder(projectFolder, id),
    interruptedRuns: () => list().filter((run) => run.state === 'interrupted'),
  };
}

const summaryOf = (row: RunRow): RunSummary => ({
  id: row.id,
  state: row.state,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  device: row.device,
  steps: row.steps,
  bestDice: row.best_dice,
  modelId: row.model_id,
  comparison: row.comparison === null ? null : (JSON.parse(row.comparison) as RunSummary['comparison']),
  error: row.error,
  remedy: row.remedy === null ? null : (JSON.parse(row.remedy) as RunSummary['remedy']),
});

const descriptionOf = (row: RunRow): RunDescription => ({
  ...summaryOf(row),
  config: JSON.parse(row.config) as RunDetails['config'],
  trials: JSON.parse(row.trials) as RunDetails['trials'],
  trainImages: row.train_images,
  validationImages: row.validation_images,
});

const rowOf = (run: RunDescription): RunRow => ({
  id: run.id,
  state: run.state,
  started_at: run.startedAt,
  finished_at: run.finishedAt,
  device: run.device,
  steps: run.steps,
  best_dice: run.bestDice,
  model_id: run.modelId,
  comparison: run.comparison && JSON.stringify(run.comparison),
  error: run.error,
  remedy: run.remedy && JSON.stringify(run.remedy),
  config: JSON.stringify(run.config),
  trials: JSON.stringify(run.trials),
  train_images: run.trainImages,
  validation_images: run.validationImages,
});
