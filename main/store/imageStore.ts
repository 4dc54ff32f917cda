import { isAbsolute, join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import type { ImageId, ImageRecord, Split } from '../../app/model/records.ts';
import { cleanTags } from '../../app/model/tags.ts';
import type { Database } from './database.ts';
import { recordShapes } from './recordShapes.ts';
import type { SqlRow } from './recordTable.ts';
import type { RecordTables } from './recordTables.ts';

/** The images of a project. Additions and changes here are bulk work of jobs and stay out of the undo history. */
export interface ImageStore {
  /** All images with the counts of their objects, in natural order of their names. */
  list(): ImageSummary[];
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
  setDone(ids: readonly ImageId[], done: boolean): void;
  /** Beside those that the images have. */
  addTags(tags: ReadonlyMap<ImageId, readonly string[]>): void;
  /** Where the file of the image lies, copied or referenced. */
  absolutePath(image: ImageRecord): string;
}

const naturalOrder = new Intl.Collator('en', { numeric: true });

/** The counts come from the index alone: listing reads no geometry. */
const listQuery = `
  SELECT images.*, coalesce(counts.accepted, 0) AS accepted, coalesce(counts.suggested, 0) AS suggested, counts.top_score,
    (SELECT count(*) FROM comments WHERE image_id = images.id AND resolved = 0) AS open_comments
  FROM images LEFT JOIN (
    SELECT image_id,
      sum(status = 'accepted') AS accepted,
      sum(status = 'suggested') AS suggested,
      max(CASE status WHEN 'suggested' THEN score END) AS top_score
    FROM annotations INDEXED BY annotations_by_image GROUP BY image_id
  ) AS counts ON counts.image_id = images.id`;

export function createImageStore(database: Database, folder: string, table: RecordTables['images']): ImageStore {
  const all = database.prepare<[], SqlRow>(listQuery);
  const byHash = database.prepare<[string], SqlRow>('SELECT * FROM images WHERE content_hash = ? LIMIT 1');
  const byName = database.prepare<[string], SqlRow>('SELECT * FROM images WHERE name = ?');
  const names = database.prepare<[], string>('SELECT name FROM images').pluck();
  const dropAnnotations = database.prepare<[string]>('DELETE FROM annotations WHERE image_id = ?');
  const dropComments = database.prepare<[string]>('DELETE FROM comments WHERE image_id = ?');
  const setSplit = database.prepare<[Split, string]>('UPDATE images SET split = ? WHERE id = ?');
  const setDone = database.prepare<[number, string]>('UPDATE images SET done = ? WHERE id = ?');
  const setTags = database.prepare<[string, string]>('UPDATE images SET tags = ? WHERE id = ?');
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
    setDone: (ids, done) => inOneTransaction(ids, (id) => setDone.run(Number(done), id)),
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
  accepted: row['accepted'] as number,
  suggested: row['suggested'] as number,
  topScore: row['top_score'] as number | null,
  openComments: row['open_comments'] as number,
});
