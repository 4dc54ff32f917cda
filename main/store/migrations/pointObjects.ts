import type { Migration } from './migrations.ts';

/** Which objects are points, in the index of the image list too: what is ground truth is counted without any geometry. */
export const pointObjects: Migration = {
  version: 10,
  name: 'point objects',
  up: (database) => {
    database.exec(`
      ALTER TABLE annotations ADD COLUMN is_points INTEGER NOT NULL
        GENERATED ALWAYS AS (json_extract(geometry, '$.kind') IS 'points') VIRTUAL;
      DROP INDEX annotations_by_image;
      CREATE INDEX annotations_by_image ON annotations (image_id, status, is_points, score, updated_at);
    `);
  },
};
