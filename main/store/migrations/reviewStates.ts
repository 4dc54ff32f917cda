import type { Database } from '../database.ts';
import type { Migration } from './migrations.ts';

/**
 * What people say of an image takes the place of `done`, in the history of edits too, so that older ones can be undone.
 * The indexes grow by what the image list sorts and filters by, so that it still reads no geometry.
 */
export const reviewStates: Migration = {
  version: 7,
  name: 'review states',
  up: (database) => {
    database.exec(`
      ALTER TABLE images ADD COLUMN review TEXT NOT NULL DEFAULT 'open'
        CHECK (review IN ('open', 'done', 'needsReview', 'accepted', 'rejected'));
      UPDATE images SET review = 'done' WHERE done = 1;
      ALTER TABLE images DROP COLUMN done;

      DROP INDEX annotations_by_image;
      CREATE INDEX annotations_by_image ON annotations (image_id, status, score, updated_at);
      DROP INDEX annotations_by_label;
      CREATE INDEX annotations_by_label ON annotations (label_id, image_id, status);
    `);
    rewriteHistory(database);
  },
};

interface ImageChange {
  readonly table: string;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** One entry after the other: a history may be larger than the memory. */
function rewriteHistory(database: Database): void {
  const touching = database
    .prepare<[], number>(`SELECT sequence FROM history WHERE instr(diff, '"table":"images"') > 0`)
    .pluck();
  const read = database.prepare<[number], string>('SELECT diff FROM history WHERE sequence = ?').pluck();
  const write = database.prepare<[string, number]>('UPDATE history SET diff = ? WHERE sequence = ?');
  for (const sequence of touching.all()) {
    const changes = JSON.parse(read.get(sequence) ?? '[]') as ImageChange[];
    const rewritten = changes.map((change) =>
      change.table === 'images'
        ? { ...change, before: withReview(change.before), after: withReview(change.after) }
        : change,
    );
    write.run(JSON.stringify(rewritten), sequence);
  }
}

/** A whole record, or only the fields that differed. */
function withReview(fields: Fields | null): Fields | null {
  if (fields === null || fields['done'] === undefined) return fields;
  const { done, ...others } = fields;
  return { ...others, review: done === true ? 'done' : 'open' };
}
