import { openSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EditableRecords, RecordChange, RecordDiff } from '../../app/model/diff.ts';
import { annotationRecord } from '../fixtures/records.ts';
import { createStoreHost } from '../fixtures/storeHost.ts';
import type { EditAction, EditLine } from './editLog.ts';

/**
 * A host that edits without pause until it is killed: `node editingHost.ts <project> <home> <edit log> <seed>`. It
 * tells its parent of every acknowledged edit, and closes the project on the message "close".
 */
const [projectFolder = '', homeFolder = '', logFile = '', seed = '0'] = process.argv.slice(2);
const host = createStoreHost(homeFolder);
const random = randomNumbers(Number(seed));
const log = openSync(logFile, 'a');
const largestProject = 300;

process.on('disconnect', () => process.exit(1));
process.on('message', () => void host.projects.close().then(() => process.exit(0)));
await host.projects.open(projectFolder);
// Written at an orderly exit otherwise, which never comes; it makes the next life start sooner.
flushCompileCache();
process.send?.('ready');
for (let count = 0; ; count++) {
  await perform(await nextAction(count));
  await nextTurn();
}

async function perform(action: EditAction): Promise<void> {
  write({ moment: 'intent', action });
  if (action.kind === 'commit') await host.client.edits.commit(action);
  else await host.client.edits[action.kind]({});
  write({ moment: 'acknowledged', action: { kind: action.kind === 'redo' ? 'redo' : 'undo' } });
  process.send?.('acknowledged');
}

/** What is written is the system's, and stays when this process is killed. */
function write(line: EditLine): void {
  writeSync(log, `${JSON.stringify(line)}\n`);
}

async function nextAction(count: number): Promise<EditAction> {
  const choice = random();
  if (choice < 0.2) return { kind: 'undo' };
  if (choice < 0.35) return { kind: 'redo' };
  const images = await host.client.images.list();
  const labels = await host.client.labels.list();
  const image = pick(images);
  const label = pick(labels);
  const { annotations } = await host.client.images.open({ imageId: image.id });
  const objects = images.reduce((sum, { accepted }) => sum + accepted, 0);
  const commit = (verb: string, diff: RecordDiff): EditAction => ({
    kind: 'commit',
    description: `${verb} ${count}`,
    diff,
  });
  if (choice < 0.42) {
    const { accepted: _accepted, suggested: _suggested, topScore: _topScore, openComments: _open, ...before } = image;
    return commit('Mark', [change('images', before, { ...before, done: !before.done })]);
  }
  if (choice < 0.48)
    return commit('Rename', [change('labels', label, { ...label, name: `Label ${count} of ${seed}` })]);
  if (annotations.length > 0 && (choice < 0.65 || objects > largestProject)) {
    return commit(
      'Delete',
      annotations.slice(0, 1 + random() * 20).map((object) => change('annotations', object, null)),
    );
  }
  if (annotations.length > 0 && choice < 0.8) {
    return commit(
      'Move',
      annotations
        .slice(0, 1 + random() * 10)
        .map((object) =>
          change('annotations', object, { ...object, labelId: label.id, geometry: square(), updatedAt: count }),
        ),
    );
  }
  return commit(
    'Draw',
    Array.from({ length: 1 + Math.floor(random() * 20) }, (_, index) => {
      const id = `${seed}.${count}.${index}`;
      return change('annotations', null, annotationRecord(id, image.id, label.id, { geometry: square() }));
    }),
  );
}

function square() {
  const [x, y, side] = [Math.round(random() * 500), Math.round(random() * 400), 1 + random() * 40];
  const outline = [x, y, x + side, y, x + side, y + side, x, y + side];
  return { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
}

function change<T extends keyof EditableRecords>(
  table: T,
  before: EditableRecords[T] | null,
  after: EditableRecords[T] | null,
): RecordChange {
  return { table, before, after } as RecordChange;
}

function pick<R>(records: readonly R[]): R {
  const record = records[Math.floor(random() * records.length)];
  if (record === undefined) throw new Error('there is nothing to pick from');
  return record;
}

/** Mulberry32: numbers in 0-1, the same for the same seed. */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
