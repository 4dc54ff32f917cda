import Sqlite from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../tests/fixtures/temporaryFolder.ts';
import { writeBackupBeforeMigration } from '../backups.ts';
import type { Database } from '../database.ts';
import { ascending, migrate, migrations, schemaVersion, type Migration } from './migrations.ts';

/** For every released version: rows as the version before had them, and what must be there after the step. */
const samples: Readonly<Record<number, { fill(database: Database): void; check(database: Database): void }>> = {
  1: {
    fill: () => undefined,
    check: (database) => {
      const tables = database.prepare(`SELECT name, strict FROM pragma_table_list WHERE type = 'table'`).all() as {
        name: string;
        strict: number;
      }[];
      const own = tables.filter(({ name }) => !name.startsWith('sqlite_'));
      expect(own.every(({ strict }) => strict === 1)).toBe(true);
      expect(own.map(({ name }) => name).sort()).toEqual([
        'annotations',
        'export_ids',
        'history',
        'images',
        'labels',
        'model_evaluations',
        'models',
        'project',
        'run_losses',
        'run_previews',
        'run_validations',
        'runs',
      ]);
    },
  },
  2: {
    fill: (database) => {
      database.exec(
        `INSERT INTO runs (id, state, started_at, steps, error, config, trials, train_images, validation_images)
         VALUES ('run', 'failed', 1, 12, 'The loss was no number.', '{}', '[]', 4, 1)`,
      );
    },
    check: (database) => {
      const run = database.prepare('SELECT id, error, remedy FROM runs').get();
      expect(run).toEqual({ id: 'run', error: 'The loss was no number.', remedy: null });
    },
  },
  3: {
    fill: (database) => {
      database.exec(
        `INSERT INTO runs (id, state, started_at, steps, config, trials, train_images, validation_images)
         VALUES ('run', 'finished', 1, 12, '{}', '[]', 4, 1);
         INSERT INTO models (id, run_id, name, created_at, architecture, labels, trained_on_images, trained_on_objects,
           validation_dice, byte_size, in_use)
         VALUES ('model', 'run', 'Model 1', 2, 'unet', '["cell"]', 4, 9, 0.5, 100, 1);
         INSERT INTO model_evaluations (model_id, split, evaluated_at, report) VALUES ('model', 'val', 3, '{}')`,
      );
    },
    check: (database) => {
      const model = database.prepare('SELECT id, name, in_use, note, dataset_hash, removed_at FROM models').get();
      expect(model).toEqual({
        ...{ id: 'model', name: 'Model 1', in_use: 1 },
        ...{ note: '', dataset_hash: null, removed_at: null },
      });
      expect(database.prepare('SELECT count(*) FROM model_evaluations').pluck().get()).toBe(1);
      expect(database.prepare('SELECT count(*) FROM run_origins').pluck().get()).toBe(0);
    },
  },
  4: {
    fill: (database) => {
      database.exec(
        `INSERT INTO runs (id, state, started_at, steps, config, trials, train_images, validation_images)
         VALUES ('run', 'finished', 1, 12, '{}', '[]', 4, 1)`,
      );
    },
    check: (database) => {
      database.exec(
        `INSERT INTO searches (id, state, started_at, strategy, seed, space, budget, prunes, config)
         VALUES ('search', 'running', 2, 'grid', 1, '{}', '{}', 1, '{}');
         INSERT INTO search_trials (search_id, number, run_id, state, settings, points, duration_ms)
         VALUES ('search', 1, 'trial', 'running', '{}', '[]', 0)`,
      );
      expect(database.prepare('SELECT id FROM runs').all()).toEqual([{ id: 'run' }]);
      database.pragma('foreign_keys = ON');
      database.exec('DELETE FROM searches');
      expect(database.prepare('SELECT * FROM search_trials').all()).toEqual([]);
    },
  },
  5: {
    fill: (database) =>
      database.exec(
        `INSERT INTO runs (id, state, started_at, steps, config, trials, train_images, validation_images)
         VALUES ('run', 'finished', 1, 5, '{}', '[]', 2, 1);
         INSERT INTO run_validations (run_id, step, loss, dice, dice_per_label, best)
         VALUES ('run', 5, 0.5, 0.75, '{}', 1)`,
      ),
    check: (database) => {
      expect(database.prepare('SELECT dice, objects_mean, objects_at_half FROM run_validations').all()).toEqual([
        { dice: 0.75, objects_mean: null, objects_at_half: null },
      ]);
    },
  },
  6: {
    fill: (database) =>
      database.exec(
        `INSERT INTO images (id, name, path, storage, width, height, channels, bit_depth, value_low, value_high,
           byte_size, content_hash, done, imported_at)
         VALUES ('image', 'a.png', 'images/a.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'hash', 1, 2)`,
      ),
    check: (database) => {
      expect(database.prepare('SELECT id, width, done, pixel_width_mm, pixel_height_mm FROM images').all()).toEqual([
        { id: 'image', width: 640, done: 1, pixel_width_mm: null, pixel_height_mm: null },
      ]);
    },
  },
  7: {
    fill: (database) => {
      for (const done of [0, 1]) {
        database.exec(
          `INSERT INTO images (id, name, path, storage, width, height, channels, bit_depth, value_low, value_high,
             byte_size, content_hash, done, imported_at)
           VALUES ('image ${done}', '${done}.png', '${done}.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'h', ${done}, 2)`,
        );
      }
    },
    check: (database) => {
      expect(database.prepare('SELECT id, review FROM images ORDER BY id').all()).toEqual([
        { id: 'image 0', review: 'open' },
        { id: 'image 1', review: 'done' },
      ]);
    },
  },
  8: {
    fill: (database) =>
      database.exec(
        `INSERT INTO images (id, name, path, storage, width, height, channels, bit_depth, value_low, value_high,
           byte_size, content_hash, review, imported_at)
         VALUES ('image', 'a.png', 'images/a.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'hash', 'done', 2);
         INSERT INTO labels (id, name, colour, position) VALUES ('label', 'Cell', '#008df9', 0);
         INSERT INTO annotations (id, image_id, label_id, source, status, is_crowd, created_at, updated_at, geometry)
         VALUES ('object', 'image', 'label', '{"kind":"person"}', 'accepted', 0, 1, 2, '{}')`,
      ),
    check: (database) => {
      const rows = ['SELECT name, tags FROM images', 'SELECT name, attributes FROM labels'];
      expect(rows.map((row) => database.prepare(row).get())).toEqual([
        { name: 'a.png', tags: '[]' },
        { name: 'Cell', attributes: '[]' },
      ]);
      expect(database.prepare('SELECT id, geometry, attributes, group_id FROM annotations').all()).toEqual([
        { id: 'object', geometry: '{}', attributes: '{}', group_id: null },
      ]);
      expect(database.prepare('SELECT count(*) FROM comments').pluck().get()).toBe(0);
    },
  },
  9: {
    fill: (database) => {
      database.exec(
        `INSERT INTO images (id, name, path, storage, width, height, channels, bit_depth, value_low, value_high,
           byte_size, content_hash, review, imported_at)
         VALUES ('a', 'a.png', 'images/a.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'hash', 'done', 2),
           ('b', 'b.png', 'images/b.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'other', 'done', 2);
         INSERT INTO labels (id, name, colour, position) VALUES ('l', 'cell', '#008df9', 0);
         INSERT INTO annotations (id, image_id, label_id, source, status, is_crowd, created_at, updated_at, geometry)
         VALUES ('o', 'b', 'l', '{"kind":"person"}', 'accepted', 0, 1, 1, '{}')`,
      );
      const step = (imageId: string | null, diff: readonly object[]) =>
        database
          .prepare(`INSERT INTO history (description, image_id, committed_at, diff) VALUES ('Edit', ?, 1, ?)`)
          .run(imageId, JSON.stringify(diff));
      step('a', [
        { table: 'annotations', id: 'p', before: null, after: { id: 'p', imageId: 'a' } },
        { table: 'annotations', id: 'q', before: { id: 'q', imageId: 'a' }, after: null },
        { table: 'annotations', id: 'o', before: { labelId: 'k' }, after: { labelId: 'l' } },
        { table: 'labels', id: 'k', before: { id: 'k' }, after: null },
      ]);
      step('b', [{ table: 'images', id: 'b', before: { review: 'open' }, after: { review: 'done' } }]);
      step(null, [{ table: 'labels', id: 'l', before: { name: 'x' }, after: { name: 'cell' } }]);
    },
    check: (database) => {
      expect(database.prepare('SELECT * FROM history_places').all()).toEqual([
        { sequence: 1, image_id: 'a', changes: 3 },
        { sequence: 1, image_id: 'b', changes: 1 },
        { sequence: 2, image_id: 'b', changes: 1 },
        { sequence: 3, image_id: '', changes: 1 },
      ]);
      database.pragma('foreign_keys = ON');
      database.exec('DELETE FROM history WHERE sequence = 1');
      expect(database.prepare('SELECT count(*) FROM history_places').pluck().get()).toBe(2);
      expect(database.prepare('SELECT * FROM object_work, work_days').all()).toEqual([]);
    },
  },
  10: {
    fill: (database) =>
      database.exec(
        `INSERT INTO images (id, name, path, storage, width, height, channels, bit_depth, value_low, value_high,
           byte_size, content_hash, review, imported_at)
         VALUES ('a', 'a.png', 'images/a.png', 'copied', 640, 480, 1, 8, 0, 255, 1000, 'hash', 'done', 2);
         INSERT INTO labels (id, name, colour, position) VALUES ('l', 'cell', '#008df9', 0);
         INSERT INTO annotations (id, image_id, label_id, source, status, is_crowd, created_at, updated_at, geometry)
         VALUES ('o', 'a', 'l', '{"kind":"person"}', 'accepted', 0, 1, 1, '{"kind":"polygon","parts":[]}'),
           ('p', 'a', 'l', '{"kind":"person"}', 'accepted', 0, 1, 1, '{"points":[1,2],"kind":"points"}'),
           ('q', 'a', 'l', '{"kind":"person"}', 'accepted', 0, 1, 1, '{}')`,
      ),
    check: (database) => {
      // The index knows it: no geometry is read to compute it.
      const counting = `SELECT image_id, sum(is_points = 0), max(updated_at) FROM annotations
        INDEXED BY annotations_by_image GROUP BY image_id`;
      const steps = database.prepare(`EXPLAIN ${counting}`).all() as { opcode: string; p4: string }[];
      expect(steps.filter(({ opcode, p4 }) => opcode === 'FinishSeek' || String(p4).includes('json'))).toEqual([]);
      expect(database.prepare(counting).raw().all()).toEqual([['a', 2, 1]]);
    },
  },
};
const exercised = new Set<number>();

test.each(migrations)('$name brings the rows of the version before along', (migration) => {
  const database = new Sqlite(':memory:');
  const sample = samples[migration.version];
  const before = migrations.filter(({ version }) => version < migration.version);
  migrate(database, () => undefined, before);
  sample?.fill(database);
  const upTo = [...before, { ...migration, up: spied(migration) }];
  migrate(database, () => undefined, upTo);
  sample?.check(database);
  expect(schemaVersion(database)).toBe(migration.version);
});

test('no released step is without a test', () => {
  const tested = Object.keys(samples).map(Number);
  expect({ exercised: [...exercised], tested }).toEqual({
    exercised: migrations.map(({ version }) => version),
    tested: migrations.map(({ version }) => version),
  });
});

function spied({ version, up }: Migration): Migration['up'] {
  return (database) => {
    exercised.add(version);
    up(database);
  };
}

const createTable: Migration = { version: 1, name: 'make', up: (database) => database.exec('CREATE TABLE t (a)') };
const renameColumn: Migration = {
  version: 3,
  name: 'rename',
  up: (database) => database.exec('ALTER TABLE t RENAME a TO b'),
};

test('only due steps run, after one call before the first of them', () => {
  const database = new Sqlite(':memory:');
  const calls: number[] = [];
  migrate(database, (version) => calls.push(version), [createTable]);
  migrate(database, (version) => calls.push(version), [createTable, renameColumn]);
  migrate(database, (version) => calls.push(version), [createTable, renameColumn]);
  expect([calls, schemaVersion(database)]).toEqual([[0, 1], 3]);
});

test('a step that fails leaves the version and the rows before it, and the copy before the first step opens', () => {
  const folder = temporaryFolder();
  const database = new Sqlite(join(folder, 'project.sqlite'));
  migrate(database, () => undefined, [createTable]);
  database.exec('INSERT INTO t VALUES (42)');
  const failing: Migration = {
    version: 4,
    name: 'fail',
    up: (open) => {
      open.exec('DELETE FROM t');
      throw new Error('planned');
    },
  };
  const backUp = (fromVersion: number): void => void writeBackupBeforeMigration(database, folder, fromVersion);
  expect(() => migrate(database, backUp, [createTable, renameColumn, failing])).toThrow('planned');
  expect([schemaVersion(database), database.prepare('SELECT * FROM t').all()]).toEqual([3, [{ b: 42 }]]);
  database.close();

  const [backup] = readdirSync(join(folder, 'backups'));
  expect(backup).toMatch(/-version-1\.sqlite$/);
  const copy = new Sqlite(join(folder, 'backups', String(backup)));
  expect([schemaVersion(copy), copy.prepare('SELECT * FROM t').all()]).toEqual([1, [{ a: 42 }]]);
  copy.close();
});

test('versions must grow', () => {
  expect(() => ascending([renameColumn, createTable])).toThrow('Migration 1 "make" does not come after version 3.');
  expect(() => ascending([createTable, createTable])).toThrow('does not come after');
});
