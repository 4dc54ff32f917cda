import { AppError } from '../../app/contract/errors.ts';
import { checkAnnotation } from '../../app/model/invariants.ts';
import type { AnnotationRecord, AnnotationStatus, ImageId, LabelId, ModelId } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { recordShapes } from './recordShapes.ts';
import { type SqlRow, storedColumns } from './recordTable.ts';
import type { RecordTables } from './recordTables.ts';

/** The objects of a project. Changes here are bulk work of jobs and stay out of the undo history. */
export interface AnnotationStore {
  /** In drawing order; without rejected ones unless asked for. */
  ofImage(imageId: ImageId, options?: { readonly includeRejected?: boolean }): AnnotationRecord[];
  /** All objects that carry the label, whatever their status. */
  ofLabel(labelId: LabelId): AnnotationRecord[];
  /** What people have accepted, points too, image by image; of the named images or of all. The store may be written to meanwhile. */
  accepted(imageIds?: readonly ImageId[]): IterableIterator<AnnotationRecord>;
  add(records: readonly AnnotationRecord[]): void;
  /** Drops the undecided suggestions of the image and adds these. */
  replaceSuggestions(imageId: ImageId, records: readonly AnnotationRecord[]): void;
  counts(): Readonly<Record<AnnotationStatus, number>>;
  /** Undecided suggestions, by the model that made them. */
  suggestionsByModel(): ReadonlyMap<ModelId, number>;
}

export function createAnnotationStore(database: Database, table: RecordTables['annotations']): AnnotationStore {
  const columns = storedColumns(database, 'annotations').join(', ');
  const ofImage = database.prepare<[string], SqlRow>(
    `SELECT ${columns} FROM annotations WHERE image_id = ? ORDER BY created_at, id`,
  );
  const ofLabel = database.prepare<[string], SqlRow>(`SELECT ${columns} FROM annotations WHERE label_id = ?`);
  const visibleOfImage = database.prepare<[string], SqlRow>(
    `SELECT ${columns} FROM annotations WHERE image_id = ? AND status IN ('suggested', 'accepted') ORDER BY created_at, id`,
  );
  const acceptedOfImage = database.prepare<[string], SqlRow>(
    `SELECT ${columns} FROM annotations WHERE image_id = ? AND status = 'accepted' ORDER BY created_at, id`,
  );
  const imagesWithAccepted = database
    .prepare<[], string>(
      `SELECT id FROM images WHERE EXISTS (SELECT 1 FROM annotations WHERE image_id = images.id AND status = 'accepted')
       ORDER BY imported_at, name`,
    )
    .pluck();
  const dropSuggestions = database.prepare<[string]>(
    `DELETE FROM annotations WHERE image_id = ? AND status = 'suggested'`,
  );
  const counts = database.prepare<[], { status: AnnotationStatus; count: number }>(
    'SELECT status, count(*) AS count FROM annotations GROUP BY status',
  );
  const suggestions = database.prepare<[], { model: string; count: number }>(
    `SELECT json_extract(source, '$.modelId') AS model, count(*) AS count FROM annotations
     WHERE status = 'suggested' AND json_extract(source, '$.kind') = 'model' GROUP BY model`,
  );
  const { recordOf } = recordShapes.annotations;

  const add = database.transaction((records: readonly AnnotationRecord[]) => {
    for (const record of records) {
      const problem = checkAnnotation(record);
      if (problem !== null) throw new AppError('INVALID_INPUT', problem);
      table.add(record);
    }
  });
  const replaceSuggestions = database.transaction((imageId: ImageId, records: readonly AnnotationRecord[]) => {
    dropSuggestions.run(imageId);
    add(records);
  });
  // An open cursor would refuse every write until it ends, so the rows of one image are read at a time.
  function* accepted(imageIds: readonly ImageId[]): IterableIterator<AnnotationRecord> {
    for (const imageId of imageIds) yield* acceptedOfImage.all(imageId).map(recordOf);
  }

  return {
    ofImage: (imageId, options) => (options?.includeRejected ? ofImage : visibleOfImage).all(imageId).map(recordOf),
    ofLabel: (labelId) => ofLabel.all(labelId).map(recordOf),
    accepted: (imageIds) => accepted(imageIds ?? imagesWithAccepted.all()),
    add: (records) => add(records),
    replaceSuggestions: (imageId, records) => replaceSuggestions(imageId, records),
    counts: () => {
      const found = new Map(counts.all().map(({ status, count }) => [status, count]));
      const of = (status: AnnotationStatus): number => found.get(status) ?? 0;
      return { suggested: of('suggested'), accepted: of('accepted'), rejected: of('rejected') };
    },
    suggestionsByModel: () => new Map(suggestions.all().map(({ model, count }) => [model, count])),
  };
}
