import type { Migration } from './migrations.ts';

/**
 * `geometry`, `source`, `labels`, `config`, `trials`, `report`, `dice_per_label` and `diff` hold JSON. The index of
 * annotations by image covers all counts of the image list, so that no geometry is read for them.
 */
export const firstSchema: Migration = {
  version: 1,
  name: 'first schema',
  up: (database) => {
    database.exec(`
      CREATE TABLE project (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL,
        created_at REAL NOT NULL
      ) STRICT;

      CREATE TABLE images (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL,
        storage TEXT NOT NULL CHECK (storage IN ('copied', 'referenced')),
        width INTEGER NOT NULL CHECK (width > 0),
        height INTEGER NOT NULL CHECK (height > 0),
        channels INTEGER NOT NULL CHECK (channels IN (1, 3)),
        bit_depth INTEGER NOT NULL CHECK (bit_depth IN (8, 16)),
        value_low REAL NOT NULL,
        value_high REAL NOT NULL,
        byte_size INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        split TEXT CHECK (split IN ('train', 'val', 'test')),
        done INTEGER NOT NULL CHECK (done IN (0, 1)),
        window_low REAL,
        window_high REAL,
        imported_at REAL NOT NULL
      ) STRICT;
      CREATE INDEX images_by_content ON images (content_hash);

      CREATE TABLE labels (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        colour TEXT NOT NULL,
        hotkey TEXT,
        position REAL NOT NULL,
        category_id INTEGER,
        supercategory TEXT
      ) STRICT;

      CREATE TABLE annotations (
        id TEXT PRIMARY KEY,
        image_id TEXT NOT NULL REFERENCES images (id),
        label_id TEXT NOT NULL REFERENCES labels (id),
        source TEXT NOT NULL,
        score REAL CHECK (score BETWEEN 0 AND 1),
        status TEXT NOT NULL CHECK (status IN ('suggested', 'accepted', 'rejected')),
        is_crowd INTEGER NOT NULL CHECK (is_crowd IN (0, 1)),
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        geometry TEXT NOT NULL
      ) STRICT;
      CREATE INDEX annotations_by_image ON annotations (image_id, status, score);
      CREATE INDEX annotations_by_label ON annotations (label_id);

      CREATE TABLE history (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        description TEXT NOT NULL,
        image_id TEXT,
        committed_at REAL NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
        diff TEXT NOT NULL
      ) STRICT;
      CREATE INDEX history_by_state ON history (undone, sequence);

      CREATE TABLE export_ids (
        kind TEXT NOT NULL CHECK (kind IN ('image', 'annotation', 'category')),
        record_id TEXT NOT NULL,
        export_id INTEGER NOT NULL CHECK (export_id > 0),
        PRIMARY KEY (kind, record_id),
        UNIQUE (kind, export_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'failed', 'interrupted')),
        started_at REAL NOT NULL,
        finished_at REAL,
        device TEXT,
        steps INTEGER NOT NULL,
        best_dice REAL,
        model_id TEXT,
        comparison TEXT,
        error TEXT,
        config TEXT NOT NULL,
        trials TEXT NOT NULL,
        train_images INTEGER NOT NULL,
        validation_images INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE run_losses (
        run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        loss REAL NOT NULL,
        learning_rate REAL NOT NULL,
        step_ms REAL NOT NULL,
        data_wait_ms REAL NOT NULL,
        PRIMARY KEY (run_id, step)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_validations (
        run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        loss REAL NOT NULL,
        dice REAL NOT NULL,
        dice_per_label TEXT NOT NULL,
        best INTEGER NOT NULL CHECK (best IN (0, 1)),
        PRIMARY KEY (run_id, step)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE run_previews (
        run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        image_id TEXT NOT NULL,
        file TEXT NOT NULL,
        PRIMARY KEY (run_id, step, image_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE models (
        id TEXT PRIMARY KEY,
        run_id TEXT NOT NULL,
        name TEXT NOT NULL,
        created_at REAL NOT NULL,
        architecture TEXT NOT NULL,
        labels TEXT NOT NULL,
        trained_on_images INTEGER NOT NULL,
        trained_on_objects INTEGER NOT NULL,
        validation_dice REAL,
        byte_size INTEGER NOT NULL,
        in_use INTEGER NOT NULL DEFAULT 0 CHECK (in_use IN (0, 1))
      ) STRICT;
      CREATE UNIQUE INDEX one_model_in_use ON models (in_use) WHERE in_use = 1;

      CREATE TABLE model_evaluations (
        model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
        split TEXT NOT NULL,
        evaluated_at REAL NOT NULL,
        report TEXT NOT NULL,
        PRIMARY KEY (model_id, split)
      ) STRICT;
    `);
  },
};
