import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRequestWorker, type RequestWorker } from './requestWorker.ts';
import { createRestartPolicy, defaultRestartLimits } from './restartPolicy.ts';
import { workerEnvironment } from './workerEnvironment.ts';

type Request =
  | { readonly kind: 'ping' }
  | { readonly kind: 'echo'; readonly id: number; readonly text: string }
  | { readonly kind: 'environment' | 'hang' | 'freeze' | 'refuse' | 'count'; readonly id: number };

const reply = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  v.object({ kind: v.literal('echoed'), id: v.number(), text: v.string() }),
  v.object({ kind: v.literal('counting'), id: v.number(), value: v.number() }),
]);
type Reply = v.InferOutput<typeof reply>;

const workerSource = `
process.on('disconnect', () => process.exit(0));
const answers = {
  ping: () => process.send({ kind: 'pong' }),
  echo: ({ id, text }) => process.send({ kind: 'echoed', id, text }),
  environment: ({ id }) => process.send({ kind: 'echoed', id, text: Object.keys(process.env).sort().join(' ') }),
  hang: () => undefined,
  freeze: () => { for (;;); },
  refuse: ({ id }) => process.send({ kind: 'failed', id, code: 'FILE_UNREADABLE', message: 'No.', cause: 'test' }),
  count: ({ id }) => {
    for (const value of [1, 2]) process.send({ kind: 'counting', id, value });
    process.send({ kind: 'echoed', id, text: 'done' });
  },
};
process.on('message', (message) => answers[message.kind](message));
`;

const quick = { ...defaultRestartLimits, firstPauseMs: 10 };
let folder: string;
let worker: RequestWorker<Request, Reply>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'request-worker-'));
  await writeFile(join(folder, 'entry.mjs'), workerSource);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => worker.close());

function start(options: { readonly heartbeatMs?: number; readonly missedHeartbeats?: number } = {}): void {
  worker = createRequestWorker<Request, Reply>({
    name: 'test-worker',
    entry: join(folder, 'entry.mjs'),
    log: pino({ level: 'silent' }),
    reply,
    progressKinds: ['counting'],
    restart: quick,
    ...options,
  });
}

const echo = (text: string) => worker.request({ kind: 'echo', text });

/** Kills the process in the middle of a request that never ends by itself, and answers how that request failed. */
async function crashInFlight(): Promise<unknown> {
  await echo('alive');
  const outcome = worker.request({ kind: 'hang' }).catch((error: unknown) => error);
  process.kill(worker.pid ?? 0, 'SIGKILL');
  return outcome;
}

describe('createRequestWorker', () => {
  it('answers requests in any number, with progress and with refusals of the worker', async () => {
    start();
    const texts = Array.from({ length: 50 }, (_, i) => `message ${i}`);
    const values: unknown[] = [];
    expect(await Promise.all(texts.map(echo))).toEqual(texts.map((text, i) => ({ kind: 'echoed', id: i + 1, text })));
    const counted = await worker.request({ kind: 'count' }, (progress) => values.push(progress));
    expect([counted, values]).toEqual([
      { kind: 'echoed', id: 51, text: 'done' },
      [1, 2].map((value) => ({ kind: 'counting', id: 51, value })),
    ]);
    await expect(worker.request({ kind: 'refuse' })).rejects.toMatchObject({ code: 'FILE_UNREADABLE', message: 'No.' });
  });

  it('fails the request of a crash, starts again, and stays stopped after the third crash', async () => {
    start();
    expect(await crashInFlight()).toMatchObject({ code: 'WORKER_CRASHED' });
    expect(await echo('back')).toMatchObject({ text: 'back' });
    expect(await crashInFlight()).toMatchObject({ code: 'WORKER_CRASHED' });
    expect(await crashInFlight()).toMatchObject({ code: 'WORKER_CRASHED' });
    expect(worker.stopped).toBe(true);
    await expect(echo('never')).rejects.toMatchObject({
      code: 'WORKER_CRASHED',
      message: expect.stringContaining('stays stopped') as string,
    });
  });

  it('kills a process that gives no sign of life', async () => {
    start({ heartbeatMs: 200, missedHeartbeats: 5 });
    await echo('alive');
    await expect(worker.request({ kind: 'freeze' })).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
    expect(await echo('back')).toMatchObject({ text: 'back' });
  });

  it('ends its process when it is closed, and refuses what is asked later', async () => {
    start();
    await echo('alive');
    const pid = worker.pid ?? 0;
    const inFlight = worker.request({ kind: 'hang' });
    await Promise.all([expect(inFlight).rejects.toMatchObject({ code: 'CANCELLED' }), worker.close(), worker.close()]);
    expect(() => process.kill(pid, 0)).toThrow();
    await expect(echo('late')).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('hands only the allowed environment to its process', async () => {
    process.env.MASKWRIGHT_TEST_SECRET = 'secret';
    process.env.VK_TEST = 'driver';
    start();
    const { text } = (await worker.request({ kind: 'environment' })) as Extract<Reply, { kind: 'echoed' }>;
    delete process.env.MASKWRIGHT_TEST_SECRET;
    const names = text.split(' ').filter((name) => !name.startsWith('NODE_CHANNEL_'));
    expect(names).toEqual(Object.keys(workerEnvironment()).sort());
    expect(names).toContain('VK_TEST');
    expect(names).not.toContain('MASKWRIGHT_TEST_SECRET');
    delete process.env.VK_TEST;
  });
});

describe('createRestartPolicy', () => {
  it('doubles the pause from crash to crash, starts over after a quiet time, and gives up within a window', () => {
    let minutes = 0;
    const policy = createRestartPolicy(defaultRestartLimits, () => minutes * 60_000);
    const pauses = [0, 4, 8, 12, 16, 20, 24, 28, 32, 42, 43, 44].map((at) => {
      minutes = at;
      return policy.afterCrash();
    });
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 500, 1000, null]);
  });
});
