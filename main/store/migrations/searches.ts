import type { Migration } from './migrations.ts';

/** Searches for training settings. `space`, `budget`, `config`, `settings` and `points` hold JSON. */
export const searches: Migration = {
  version: 4,
  name: 'searches for settings',
  up: (database) => {
    database.exec(`
      CREATE TABLE searches (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'failed', 'interrupted')),
        started_at REAL NOT NULL,
        finished_at REAL,
        strategy TEXT NOT NULL,
        seed INTEGER NOT NULL,
        space TEXT NOT NULL,
        budget TEXT NOT NULL,
        prunes INTEGER NOT NULL CHECK (prunes IN (0, 1)),
        config TEXT NOT NULL,
        error TEXT
      ) STRICT;

      CREATE TABLE search_trials (
        search_id TEXT NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number > 0),
        run_id TEXT UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'pruned', 'stopped', 'failed')),
        settings TEXT NOT NULL,
        score REAL,
        points TEXT NOT NULL,
        duration_ms REAL NOT NULL,
        error TEXT,
        PRIMARY KEY (search_id, number)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
