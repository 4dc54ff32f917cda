import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';

/** `wait` is answered once a `release` was handled. */
function workerSource(concurrent: boolean): string {
  const at = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, '..', '..', file)).href);
  return `
    import * as v from ${JSON.stringify(import.meta.resolve('valibot'))};
    import { AppError } from ${at('app/contract/errors.ts')};
    import { serveRequests } from ${at('workers/process/serveRequests.ts')};
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    serveRequests({
      name: 'test-worker',
      concurrent: ${concurrent},
      fault: 'A fault.',
      request: v.variant('kind', [
        v.object({ kind: v.literal('ping') }),
        v.object({ kind: v.picklist(['refuse', 'break', 'wait', 'release', 'count']), id: v.number() }),
      ]),
      handlers: {
        refuse: async () => { throw new AppError('NOT_FOUND', 'It is not there.', new Error('the reason')); },
        break: () => { throw new TypeError('a bug'); },
        wait: async ({ id }) => { await released; return { kind: 'waited', id }; },
        release: async ({ id }) => { release(); return { kind: 'released', id }; },
        count: async ({ id }, send) => {
          for (const value of [1, 2]) {
            send({ kind: 'counting', id, value });
            await new Promise(setImmediate);
          }
          return { kind: 'counted', id };
        },
      },
    });
  `;
}

function start(concurrent: boolean): ChildProcess {
  const entry = join(temporaryFolder(), 'entry.mjs');
  writeFileSync(entry, workerSource(concurrent));
  const worker = fork(entry, { execArgv: [], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  onTestFinished(() => void worker.kill('SIGKILL'));
  return worker;
}

/** Sends all at once and waits for so many replies. */
async function replies(worker: ChildProcess, count: number, ...requests: readonly object[]): Promise<unknown[]> {
  const received: unknown[] = [];
  const all = new Promise<void>((resolve, reject) => {
    worker.on('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
    worker.on('message', (message) => {
      received.push(message);
      if (received.length === count) resolve();
    });
  });
  for (const request of requests) worker.send(request);
  await all;
  return received;
}

test('answers one request after the other, with what comes before an answer', async () => {
  const answers = await replies(start(false), 6, { kind: 'count', id: 1 }, { kind: 'count', id: 2 });
  expect(answers).toEqual(
    [1, 2].flatMap((id) => [
      { kind: 'counting', id, value: 1 },
      { kind: 'counting', id, value: 2 },
      { kind: 'counted', id },
    ]),
  );
});

test('answers several requests at a time where they may overtake each other', async () => {
  const answers = await replies(start(true), 2, { kind: 'wait', id: 1 }, { kind: 'release', id: 2 });
  expect(answers).toEqual(
    expect.arrayContaining([
      { kind: 'waited', id: 1 },
      { kind: 'released', id: 2 },
    ]),
  );
});

test('says what failed, keeps faults of the program for the log, and goes on', async () => {
  const requests = [
    { kind: 'refuse', id: 1 },
    { kind: 'break', id: 2 },
    { kind: 'unheard-of', id: 3 },
    { kind: 'ping' },
  ];
  const answers = await replies(start(false), 4, ...requests);
  const containing = (text: string) => expect.stringContaining(text) as unknown;
  const failed = (id: number, code: string, message: unknown, cause: string) =>
    ({ kind: 'failed', id, code, message, cause: containing(cause) }) as unknown;
  expect(answers).toHaveLength(4);
  expect(answers).toEqual(
    expect.arrayContaining([
      failed(1, 'NOT_FOUND', 'It is not there.', 'the reason'),
      failed(2, 'INTERNAL', 'A fault.', 'a bug'),
      failed(3, 'INVALID_INPUT', containing('The request is malformed: '), 'AppError'),
      { kind: 'pong' },
    ]),
  );
});

test('a malformed request without a number is a line on stderr', async () => {
  const worker = start(false);
  const line = once(worker.stderr!, 'data');
  const answers = replies(worker, 1, { kind: 'count' }, { kind: 'ping' });
  expect(String(await line)).toContain('The request is malformed: ');
  expect(await answers).toEqual([{ kind: 'pong' }]);
});

test('ends when the channel to its parent closes', async () => {
  const worker = start(false);
  await replies(worker, 1, { kind: 'ping' });
  worker.removeAllListeners('exit');
  const ended = once(worker, 'exit');
  worker.disconnect();
  expect(await ended).toEqual([0, null]);
});
