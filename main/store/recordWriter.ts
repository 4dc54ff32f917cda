import { AppError } from '../../app/contract/errors.ts';
import type { EditableRecords, RecordChange, RecordDiff } from '../../app/model/diff.ts';
import type { Database } from './database.ts';
import type { RecordTables } from './recordTables.ts';
import type { RecordTarget } from './storedDiff.ts';

/** What to do with a record that cannot be written: end with EDIT_CONFLICT, or go on without it. */
export type ObstaclePolicy = 'refuse' | 'leaveOut';

/** Writes the records and answers what really changed. Must run inside a transaction. */
export type WriteRecords = (targets: readonly RecordTarget[], policy: ObstaclePolicy) => RecordDiff;

/** What lies on an image and refers to it. */
const liesOnImage: { readonly [T in keyof EditableRecords]: boolean } = {
  annotations: true,
  labels: false,
  images: false,
  comments: true,
};

/** What others refer to is written before them and removed after them. */
const writeOrder: readonly ((target: RecordTarget) => boolean)[] = [
  ({ table, target }) => !liesOnImage[table] && target !== null,
  ({ table }) => liesOnImage[table],
  ({ table, target }) => !liesOnImage[table] && target === null,
];

export function createRecordWriter(database: Database, tables: RecordTables): WriteRecords {
  const objectsOfLabel = database
    .prepare<[string], number>('SELECT count(*) FROM annotations WHERE label_id = ?')
    .pluck();
  const objectsOfImage = database
    .prepare<[string], number>('SELECT count(*) FROM annotations WHERE image_id = ?')
    .pluck();
  const commentsOfImage = database
    .prepare<[string], number>('SELECT count(*) FROM comments WHERE image_id = ?')
    .pluck();
  const imageIdOfName = database.prepare<[string, string], string>('SELECT id FROM images WHERE name = ? AND id <> ?');
  const labelIdOfName = database.prepare<[string, string], string>('SELECT id FROM labels WHERE name = ? AND id <> ?');
  const exists = {
    images: database.prepare<[string]>('SELECT 1 FROM images WHERE id = ?').pluck(),
    labels: database.prepare<[string]>('SELECT 1 FROM labels WHERE id = ?').pluck(),
  };

  /** Why the record cannot be written or removed; `null` where it can. */
  const obstacles: { [T in keyof EditableRecords]: (id: string, target: EditableRecords[T] | null) => string | null } =
    {
      annotations: (_id, annotation) => {
        if (annotation === null) return null;
        if (exists.images.get(annotation.imageId) === undefined)
          return 'The image of this object is not in the project any more.';
        return exists.labels.get(annotation.labelId) === undefined
          ? 'The label of this object is not in the project any more; choose another one.'
          : null;
      },
      labels: (id, label) => {
        if (label !== null) {
          const holder = labelIdOfName.get(label.name, id);
          return holder === undefined
            ? null
            : `Another label has the name "${label.name}" already; choose another name.`;
        }
        const count = objectsOfLabel.get(id) ?? 0;
        const name = tables.labels.get(id)?.name ?? '';
        return count === 0
          ? null
          : `The label "${name}" still has ${count} objects; delete them or give them another label first.`;
      },
      images: (id, image) => {
        if (image !== null) {
          const holder = imageIdOfName.get(image.name, id);
          return holder === undefined ? null : `Another image of the project has the name "${image.name}" already.`;
        }
        const count = objectsOfImage.get(id) ?? 0;
        if (count > 0) return `The image still has ${count} objects; delete them first.`;
        const comments = commentsOfImage.get(id) ?? 0;
        return comments === 0 ? null : `The image still has ${comments} comments; delete them first.`;
      },
      comments: (_id, comment) =>
        comment === null || exists.images.get(comment.imageId) !== undefined
          ? null
          : 'The image of this comment is not in the project any more.',
    };

  const write = <T extends keyof EditableRecords>(
    table: T,
    id: string,
    target: EditableRecords[T] | null,
    policy: ObstaclePolicy,
  ): RecordChange | null => {
    const before = tables[table].get(id);
    if (before === null && target === null) return null;
    const obstacle = obstacles[table](id, target);
    if (obstacle !== null) {
      if (policy === 'leaveOut') return null;
      throw new AppError('EDIT_CONFLICT', obstacle);
    }
    if (target === null) tables[table].remove(id);
    else tables[table].put(target);
    return { table, before, after: target } as RecordChange;
  };

  return (targets, policy) =>
    writeOrder.flatMap((isDue) =>
      targets
        .filter(isDue)
        .map(({ table, id, target }) => write(table, id, target, policy))
        .filter((change) => change !== null),
    );
}
