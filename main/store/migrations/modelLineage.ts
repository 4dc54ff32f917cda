import type { Migration } from './migrations.ts';

/**
 * Where models come from, what they score on single images, and learning curves. A removed model keeps its row, so that
 * those that came from it still know it. `parent`, `labels`, `images`, `tallies` and `curve` hold JSON.
 */
export const modelLineage: Migration = {
  version: 3,
  name: 'lineage of models',
  up: (database) => {
    database.exec(`
      ALTER TABLE models ADD COLUMN note TEXT NOT NULL DEFAULT '';
      ALTER TABLE models ADD COLUMN dataset_hash TEXT;
      ALTER TABLE models ADD COLUMN removed_at REAL;

      CREATE TABLE run_origins (
        run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
        parent TEXT NOT NULL,
        labels TEXT NOT NULL,
        images TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE image_scores (
        model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
        image_id TEXT NOT NULL,
        truth_hash TEXT NOT NULL,
        scored_at REAL NOT NULL,
        tallies TEXT NOT NULL,
        PRIMARY KEY (model_id, image_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE learning_curves (
        id TEXT PRIMARY KEY,
        measured_at REAL NOT NULL,
        curve TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
