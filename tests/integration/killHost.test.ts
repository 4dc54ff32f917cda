import Sqlite from 'better-sqlite3';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { HistoryState } from '../../app/contract/views.ts';
import { createProjectStore, openProjectStore, type ProjectStore } from '../../main/store/projectStore.ts';
import { imageRecord, labelRecord } from '../fixtures/records.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { after, readEditLog, type PlainProject, type Records } from './editLog.ts';

const kills = 100;
const mostEditsPerLife = 25;
const editingHost = join(import.meta.dirname, 'editingHost.ts');

test(
  'a host killed some hundred times in the middle of edits loses nothing that it has acknowledged',
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'project');
    let expected = fillProject(project);
    let acknowledged = 0;
    for (let round = 0; round < kills; round++) {
      const log = join(folder, `edits-${round}.log`);
      writeFileSync(log, '');
      await liveAndDie(folder, [project, join(folder, 'home'), log, String(round)], deathOf(round));
      const life = replayed(expected, log);
      acknowledged += life.acknowledged;
      expected = survivor(project, life.certain, life.possible);
      if (round % 10 === 9) expect(replayedHistory(project)).toEqual(expected.records.annotations);
    }
    // The rounds are worth something only where edits were under way.
    expect(acknowledged).toBeGreaterThan(kills * 5);
    expectEveryUndoAndRedo(project, expected);
  },
);

/** After how many acknowledged edits the host dies, and whether it is closing the project just then. */
interface Death {
  readonly acknowledgedEdits: number;
  readonly closing: boolean;
  readonly pauseMs: number;
}

/** Mostly in the middle of edits, now and then while the project is being opened or closed. */
function deathOf(round: number): Death {
  const opening = round % 12 === 5;
  return {
    acknowledgedEdits: opening ? -1 : Math.floor(Math.random() * mostEditsPerLife),
    closing: round % 12 === 11,
    pauseMs: Math.random() * (opening ? 400 : 4),
  };
}

async function liveAndDie(folder: string, settings: readonly string[], death: Death): Promise<void> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const host = fork(editingHost, settings, { execArgv: [], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = once(host, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([exit, messages(host, death.acknowledgedEdits + 1)]);
  if (death.closing && host.connected) host.send('close');
  await delay(death.pauseMs);
  host.kill('SIGKILL');
  const [code, signal] = await exit;
  expect(death.closing && code === 0 ? 'SIGKILL' : signal).toBe('SIGKILL');
}

/** Resolves when the host has sent so many: "ready", then one for every acknowledged edit. */
async function messages(host: ReturnType<typeof fork>, count: number): Promise<void> {
  let left = count;
  if (left === 0) return;
  await new Promise<void>((resolve) => {
    host.on('message', () => {
      left--;
      if (left === 0) resolve();
    });
  });
}

/** What must be there, and, where an edit was under way, what may be there instead. */
function replayed(start: PlainProject, log: string) {
  let certain = start;
  let possible: PlainProject | null = null;
  let acknowledged = 0;
  for (const { moment, action } of readEditLog(log)) {
    if (moment === 'intent') possible = after(certain, action);
    else if (possible !== null) {
      certain = possible;
      possible = null;
      acknowledged++;
    }
  }
  return { certain, possible, acknowledged };
}

/** Opens the project, which must be one of the two, whole. */
function survivor(folder: string, certain: PlainProject, possible: PlainProject | null): PlainProject {
  const store = openProjectStore(folder);
  try {
    const found = shownBy(store);
    if (possible !== null && isDeepStrictEqual(found, shown(possible))) return possible;
    expect(found).toEqual(shown(certain));
    return certain;
  } finally {
    store.close();
  }
}

interface Shown {
  readonly records: Records;
  readonly history: HistoryState;
  readonly workedMs: number;
}

const shown = ({ records, edits, done, workedMs }: PlainProject): Shown => ({
  records,
  workedMs,
  history: { undo: edits[done - 1]?.description ?? null, redo: edits[done]?.description ?? null },
});

function shownBy(store: ProjectStore): Shown {
  const images = store.images.list().map(({ id }) => store.images.get(id));
  const annotations = images.flatMap(({ id }) => store.annotations.ofImage(id, { includeRejected: true }));
  const workedMs = store.work.days().reduce((sum, { activeMs }) => sum + activeMs, 0);
  const comments = byId(images.flatMap(({ id }) => store.comments.ofImage(id)));
  const records = { images: byId(images), labels: byId(store.labels.list()), annotations: byId(annotations), comments };
  return { records, history: store.edits.history(), workedMs };
}

const byId = <R extends { readonly id: string }>(records: readonly R[]): ReadonlyMap<string, R> =>
  new Map(records.map((record) => [record.id, record]));

function fillProject(folder: string): PlainProject {
  const store = createProjectStore(folder, 'Killed');
  store.images.add(['one', 'two', 'three'].map((id) => imageRecord(id)));
  store.labels.add(['cell', 'crystal'].map((id) => labelRecord(id)));
  const { records } = shownBy(store);
  store.close();
  return { records, edits: [], done: 0, workedMs: 0 };
}

/** The annotations that the stored steps lead to, read past the store; they begin with none. */
function replayedHistory(folder: string): ReadonlyMap<string, object> {
  const database = new Sqlite(join(folder, 'project.sqlite'));
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = database.prepare('SELECT undone, diff FROM history ORDER BY sequence').all() as HistoryRow[];
    const done = rows.filter(({ undone }) => undone === 0);
    expect(rows.slice(0, done.length)).toEqual(done);
    const records = new Map<string, object>();
    for (const { table, id, after: target } of done.flatMap(({ diff }) => JSON.parse(diff) as HistoryChange[])) {
      if (table !== 'annotations') continue;
      if (target === null) records.delete(id);
      else records.set(id, { ...records.get(id), ...target });
    }
    return records;
  } finally {
    database.close();
  }
}

interface HistoryRow {
  readonly undone: number;
  readonly diff: string;
}

interface HistoryChange {
  readonly table: string;
  readonly id: string;
  readonly after: object | null;
}

/** The history has no limit: every step goes back to the beginning and forth again. */
function expectEveryUndoAndRedo(folder: string, expected: PlainProject): void {
  const store = openProjectStore(folder);
  try {
    const walk = (direction: 'undo' | 'redo', from: PlainProject): PlainProject => {
      let plain = from;
      while (store.edits[direction]() !== null) plain = after(plain, { kind: direction });
      expect(shownBy(store)).toEqual(shown(plain));
      return plain;
    };
    store.transaction(() => {
      const beginning = walk('undo', expected);
      expect([beginning.done, beginning.records.annotations.size]).toEqual([0, 0]);
      expect(walk('redo', beginning).done).toBe(expected.edits.length);
    });
  } finally {
    store.close();
  }
}
