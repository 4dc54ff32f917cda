import { isAbsolute, join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { CountsByImage, ImageCounts, ImageSummary } from '../../app/contract/views.ts';
import type { ImageId, ImageRecord, LabelId, Split } from '../../app/model/records.ts';
import { cleanTags } from '../../app/model/tags.ts';
import type { Database } from './database.ts';
import { recordShapes } from './recordShapes.ts';
import type { SqlRow } from './recordTable.ts';
import type { RecordTables } from './recordTables.ts';

/** The images of a project. Additions and changes here are bulk work of jobs and stay out of the undo history. */
export interface ImageStore {
  /** All images with the counts of their objects, in natural order of their names. */
  list(): ImageSummary[];
  /** The counts of these images alone. */
  counts(ids: Iterable<ImageId>): CountsByImage;
  /** How many objects and suggestions of a label each image has; those without any are left out. */
  withLabel(labelId: LabelId): Record<ImageId, number>;
  /** Throws NOT_FOUND. */
  get(id: ImageId): ImageRecord;
  has(id: ImageId): boolean;
  findByHash(contentHash: string): ImageRecord | null;
  findByName(name: string): ImageRecord | null;
  names(): Set<string>;
  add(records: readonly ImageRecord[]): void;
  /** Removes images with all that is on them, for good. */
  remove(ids: readonly ImageId[]): void;
  setSplits(splits: ReadonlyMap<ImageId, Split>): void;
  /** Says that they are labelled completely; what a reviewer has accepted stays so. */
  markDone(ids: readonly ImageId[]): void;
  /** Beside those that the images have. */
  addTags(tags: ReadonlyMap<ImageId, readonly string[]>): void;
  /** Where the file of the image lies, copied or referenced. */
  absolutePath(image: ImageRecord): string;
}

const naturalOrder = new Intl.Collator('en', { numeric: true });

/** The counts come from the index alone: listing reads no geometry. */
const countsColumns = `
  sum(status = 'accepted') AS accepted,
  sum(status = 'accepted' AND is_points = 0) AS areas,
  sum(status = 'suggested') AS suggested,
  max(CASE status WHEN 'suggested' THEN score END) AS top_score,
  min(CASE status WHEN 'suggested' THEN score END) AS lowest_score,
  avg(CASE status WHEN 'suggested' THEN 1 - abs(2 * score - 1) END) AS uncertainty,
  max(CASE WHEN status <> 'suggested' THEN updated_at END) AS edited_at`;
const openComments = (image: string): string =>
  `(SELECT count(*) FROM comments WHERE image_id = ${image} AND resolved = 0) AS open_comments`;
const listQuery = `
  SELECT images.*, counts.*, ${openComments('images.id')} FROM images LEFT JOIN (
    SELECT image_id, ${countsColumns} FROM annotations INDEXED BY annotations_by_image GROUP BY image_id
  ) AS counts ON counts.image_id = images.id`;
const countsQuery = `
  SELECT ${countsColumns}, ${openComments('@image')} FROM annotations INDEXED BY annotations_by_image WHERE image_id = @image`;

export function createImageStore(database: Database, folder: string, table: RecordTables['images']): ImageStore {
  const all = database.prepare<[], SqlRow>(listQuery);
  const byHash = database.prepare<[string], SqlRow>('SELECT * FROM images WHERE content_hash = ? LIMIT 1');
  const byName = database.prepare<[string], SqlRow>('SELECT * FROM images WHERE name = ?');
  const names = database.prepare<[], string>('SELECT name FROM images').pluck();
  const dropAnnotations = database.prepare<[string]>('DELETE FROM annotations WHERE image_id = ?');
  const dropComments = database.prepare<[string]>('DELETE FROM comments WHERE image_id = ?');
  const setSplit = database.prepare<[Split, string]>('UPDATE images SET split = ? WHERE id = ?');
  const markDone = database.prepare<[string]>(
    `UPDATE images SET review = 'done' WHERE id = ? AND review <> 'accepted'`,
  );
  const setTags = database.prepare<[string, string]>('UPDATE images SET tags = ? WHERE id = ?');
  const countsOfImage = database.prepare<[{ readonly image: string }], SqlRow>(countsQuery);
  const withLabel = database.prepare<[string], { id: ImageId; objects: number }>(
    `SELECT image_id AS id, count(*) AS objects FROM annotations INDEXED BY annotations_by_label
     WHERE label_id = ? AND status <> 'rejected' GROUP BY image_id`,
  );
  const inOneTransaction = <T>(values: Iterable<T>, work: (value: T) => void): void =>
    database.transaction(() => {
      for (const value of values) work(value);
    })();
  const imageOf = (row: SqlRow | undefined): ImageRecord | null =>
    row === undefined ? null : recordShapes.images.recordOf(row);

  return {
    list: () =>
      all
        .all()
        .map(summaryOf)
        .sort((a, b) => naturalOrder.compare(a.name, b.name)),
    counts: (ids) =>
      Object.fromEntries(Array.from(ids, (id) => [id, countsOf(countsOfImage.get({ image: id }) ?? {})])),
    withLabel: (labelId) => Object.fromEntries(withLabel.all(labelId).map(({ id, objects }) => [id, objects])),
    get: (id) => {
      const image = table.get(id);
      if (image === null) throw new AppError('NOT_FOUND', 'This image is not in the project any more.');
      return image;
    },
    has: (id) => table.get(id) !== null,
    findByHash: (contentHash) => imageOf(byHash.get(contentHash)),
    findByName: (name) => imageOf(byName.get(name)),
    names: () => new Set(names.all()),
    add: (records) => inOneTransaction(records, (record) => table.add(record)),
    remove: (ids) =>
      inOneTransaction(ids, (id) => {
        dropAnnotations.run(id);
        dropComments.run(id);
        table.remove(id);
      }),
    setSplits: (splits) => inOneTransaction(splits, ([id, split]) => setSplit.run(split, id)),
    markDone: (ids) => inOneTransaction(ids, (id) => markDone.run(id)),
    addTags: (tags) =>
      inOneTransaction(tags, ([id, added]) => {
        const known = table.get(id)?.tags ?? [];
        setTags.run(JSON.stringify(cleanTags([...known, ...added])), id);
      }),
    absolutePath: (image) => (isAbsolute(image.path) ? image.path : join(folder, image.path)),
  };
}

const summaryOf = (row: SqlRow): ImageSummary => ({
  ...recordShapes.images.recordOf(row),
  ...countsOf(row),
});

/** Of an image without any annotation there is no row, or one without numbers. */
const countsOf = (row: SqlRow): ImageCounts => ({
  accepted: Number(row['accepted'] ?? 0),
  areas: Number(row['areas'] ?? 0),
  suggested: Number(row['suggested'] ?? 0),
  topScore: numberOrNull(row, 'top_score'),
  lowestScore: numberOrNull(row, 'lowest_score'),
  uncertainty: numberOrNull(row, 'uncertainty'),
  editedAt: numberOrNull(row, 'edited_at'),
  openComments: Number(row['open_comments'] ?? 0),
});

const numberOrNull = (row: SqlRow, column: string): number | null => (row[column] ?? null) as number | null;
