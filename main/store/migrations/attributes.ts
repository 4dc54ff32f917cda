import type { Migration } from './migrations.ts';

/** Attributes of objects, groups of them, tags of images, and comments. `attributes` and `tags` hold JSON. */
export const attributes: Migration = {
  version: 8,
  name: 'attributes, groups, tags and comments',
  up: (database) => {
    database.exec(`
      ALTER TABLE labels ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE annotations ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE annotations ADD COLUMN group_id TEXT;
      ALTER TABLE images ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';

      CREATE TABLE comments (
        id TEXT PRIMARY KEY,
        image_id TEXT NOT NULL REFERENCES images (id),
        x REAL NOT NULL,
        y REAL NOT NULL,
        text TEXT NOT NULL,
        resolved INTEGER NOT NULL CHECK (resolved IN (0, 1)),
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL
      ) STRICT;
      CREATE INDEX comments_by_image ON comments (image_id, resolved);
    `);
  },
};
