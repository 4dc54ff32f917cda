import type { Migration } from './migrations.ts';

/**
 * On which images the changes of each step of the history lie, so that the history of one image can be listed, and
 * how long people worked: on each object, and in all on each day.
 */
export const objectWork: Migration = {
  version: 9,
  name: 'object work',
  up: (database) => {
    // `image_id` is empty for labels alone.
    database.exec(`
      CREATE TABLE history_places (
        sequence INTEGER NOT NULL REFERENCES history (sequence) ON DELETE CASCADE,
        image_id TEXT NOT NULL,
        changes INTEGER NOT NULL CHECK (changes > 0),
        PRIMARY KEY (sequence, image_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX history_places_by_image ON history_places (image_id, sequence);
    `);
    // Steps keep of a changed object only what differs: its image is that of the object as it is now.
    database.exec(`
      INSERT INTO history_places (sequence, image_id, changes)
      SELECT history.sequence,
        coalesce(
          json_extract(change.value, '$.after.imageId'),
          json_extract(change.value, '$.before.imageId'),
          CASE json_extract(change.value, '$.table')
            WHEN 'images' THEN json_extract(change.value, '$.id')
            WHEN 'annotations' THEN (SELECT image_id FROM annotations WHERE id = json_extract(change.value, '$.id'))
          END,
          history.image_id,
          ''
        ) AS place,
        count(*)
      FROM history, json_each(history.diff) AS change
      GROUP BY history.sequence, place
    `);
    // An object stays when its record goes: its time was spent. `suggested_as` is a hash of what the model suggested.
    database.exec(`
      CREATE TABLE object_work (
        object_id TEXT PRIMARY KEY,
        image_id TEXT NOT NULL,
        label_id TEXT NOT NULL,
        source TEXT NOT NULL,
        model_id TEXT,
        status TEXT NOT NULL,
        suggested_as TEXT,
        corrected INTEGER NOT NULL CHECK (corrected IN (0, 1)),
        active_ms REAL NOT NULL CHECK (active_ms >= 0),
        measured_edits INTEGER NOT NULL,
        unmeasured_edits INTEGER NOT NULL,
        decided_at REAL NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE work_days (
        day TEXT PRIMARY KEY,
        active_ms REAL NOT NULL CHECK (active_ms >= 0),
        gestures INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
