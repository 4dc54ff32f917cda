import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import { evaluationReport, type EvaluationReport } from '../../app/metrics/evaluation.ts';
import type { ModelId } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { modelFolder } from './projectFolder.ts';

export interface NewModel extends Omit<ModelSummary, 'evaluation' | 'inUse' | 'folder' | 'note'> {
  /** Of what it was trained on. */
  readonly datasetHash: string;
}

/** A model that is there, or was. */
export interface KnownModel extends ModelSummary {
  /** `null` for models of older projects. */
  readonly datasetHash: string | null;
  /** `null` while it is there. */
  readonly removedAt: number | null;
}

/** Fine-tuned models; their files lie in `models/<id>`. At most one is in use. */
export interface ModelStore {
  /** Registers a model without taking it into use. */
  add(model: NewModel): void;
  /** Newest first. */
  list(): ModelSummary[];
  /** Newest first, with the removed ones. */
  known(): KnownModel[];
  /** `latest`: the model in use, or the newest where none is. Throws NO_MODEL. */
  get(id: ModelId | 'latest'): ModelSummary;
  /** Throws NO_MODEL. */
  use(id: ModelId): void;
  /** Throws NO_MODEL. */
  describe(id: ModelId, change: { readonly name?: string | undefined; readonly note?: string | undefined }): void;
  /** Only its row stays, for `known`; its folder is the caller's. Throws NO_MODEL. */
  remove(id: ModelId): void;
  /** Replaces an earlier evaluation on the same split. */
  setEvaluation(id: ModelId, split: string, report: EvaluationReport): void;
  /** `models/<id>` in the project folder. */
  folder(id: ModelId): string;
}

interface ModelRow {
  readonly id: string;
  readonly run_id: string;
  readonly name: string;
  readonly created_at: number;
  readonly architecture: string;
  readonly labels: string;
  readonly trained_on_images: number;
  readonly trained_on_objects: number;
  readonly validation_dice: number | null;
  readonly byte_size: number;
  readonly in_use: number;
  readonly note: string;
  readonly dataset_hash: string | null;
  readonly removed_at: number | null;
  readonly split: string | null;
  readonly report: string | null;
}

/** With the latest evaluation of each. */
const listQuery = `
  SELECT models.*, evaluation.split, evaluation.report
  FROM models LEFT JOIN model_evaluations AS evaluation ON evaluation.rowid = (
    SELECT rowid FROM model_evaluations WHERE model_id = models.id ORDER BY evaluated_at DESC, rowid DESC LIMIT 1
  )
  ORDER BY models.created_at DESC, models.rowid DESC`;

export function createModelStore(database: Database, projectFolder: string): ModelStore {
  const all = database.prepare<[], ModelRow>(listQuery);
  const insert = database.prepare<[NewRow]>(
    `INSERT INTO models (id, run_id, name, created_at, architecture, labels, trained_on_images, trained_on_objects,
       validation_dice, byte_size, dataset_hash)
     VALUES (@id, @run_id, @name, @created_at, @architecture, @labels, @trained_on_images, @trained_on_objects,
       @validation_dice, @byte_size, @dataset_hash)`,
  );
  const describe = database.prepare<[string, string, string]>('UPDATE models SET name = ?, note = ? WHERE id = ?');
  const remove = database.prepare<[number, string]>('UPDATE models SET removed_at = ?, in_use = 0 WHERE id = ?');
  const forgetEvaluations = database.prepare<[string]>('DELETE FROM model_evaluations WHERE model_id = ?');
  const forgetScores = database.prepare<[string]>('DELETE FROM image_scores WHERE model_id = ?');
  const useNone = database.prepare('UPDATE models SET in_use = 0 WHERE in_use = 1');
  const useOne = database.prepare<[string]>('UPDATE models SET in_use = 1 WHERE id = ? AND removed_at IS NULL');
  const setEvaluation = database.prepare<[string, string, number, string]>(
    'INSERT OR REPLACE INTO model_evaluations (model_id, split, evaluated_at, report) VALUES (?, ?, ?, ?)',
  );

  const folder = (id: ModelId): string => modelFolder(projectFolder, id);
  const present = (rows: readonly ModelRow[]): ModelRow[] => rows.filter((row) => row.removed_at === null);
  const list = (): ModelSummary[] => present(all.all()).map((row) => summaryOf(row, folder(row.id)));
  const get = (id: ModelId | 'latest'): ModelSummary => {
    const models = list();
    const wanted =
      id === 'latest' ? (models.find((model) => model.inUse) ?? models[0]) : models.find((model) => model.id === id);
    if (wanted === undefined) throw noModel(id);
    return wanted;
  };
  return {
    add: (model) => void insert.run(rowOf(model)),
    list,
    known: () =>
      all.all().map((row) => ({
        ...summaryOf(row, folder(row.id)),
        datasetHash: row.dataset_hash,
        removedAt: row.removed_at,
      })),
    get,
    use: (id) =>
      database.transaction(() => {
        useNone.run();
        if (useOne.run(id).changes === 0) throw noModel(id);
      })(),
    describe: (id, change) => {
      const { name, note } = { ...get(id), ...change };
      describe.run(name ?? '', note ?? '', id);
    },
    remove: (id) =>
      database.transaction(() => {
        get(id);
        forgetEvaluations.run(id);
        forgetScores.run(id);
        remove.run(Date.now(), id);
      })(),
    setEvaluation: (id, split, report) => {
      get(id);
      setEvaluation.run(id, split, Date.now(), JSON.stringify(report));
    },
    folder,
  };
}

function noModel(id: ModelId | 'latest'): AppError {
  return id === 'latest'
    ? new AppError('NO_MODEL', 'This project has no model yet; fine-tune one first.')
    : new AppError('NO_MODEL', `This project has no model "${id}".`);
}

type NewRow = Omit<ModelRow, 'in_use' | 'split' | 'report' | 'note' | 'removed_at'>;

const rowOf = (model: NewModel): NewRow => ({
  id: model.id,
  run_id: model.runId,
  name: model.name,
  created_at: model.createdAt,
  architecture: model.architecture,
  labels: JSON.stringify(model.labels),
  trained_on_images: model.trainedOnImages,
  trained_on_objects: model.trainedOnObjects,
  validation_dice: model.validationDice,
  byte_size: model.byteSize,
  dataset_hash: model.datasetHash,
});

const summaryOf = (row: ModelRow, folder: string): ModelSummary => ({
  id: row.id,
  runId: row.run_id,
  name: row.name,
  note: row.note,
  createdAt: row.created_at,
  architecture: row.architecture,
  labels: JSON.parse(row.labels) as string[],
  trainedOnImages: row.trained_on_images,
  trainedOnObjects: row.trained_on_objects,
  validationDice: row.validation_dice,
  evaluation: evaluationOf(row),
  inUse: row.in_use === 1,
  folder,
  byteSize: row.byte_size,
});

/** Reports of earlier versions lack what was not measured then. One that cannot be read can be made again. */
function evaluationOf({ split, report }: ModelRow): ModelSummary['evaluation'] {
  if (split === null || report === null) return null;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), evaluationReport), report);
  return read.success ? { split, report: read.output } : null;
}
