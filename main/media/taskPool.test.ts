import { describe, expect, it } from 'vitest';
import { createTaskPool, type Priority, type TaskPool } from './taskPool.ts';

/** Tasks that last until they are let go; `begun` tells the order in which they began. */
function controlledTasks(pool: TaskPool<string>) {
  const begun: string[] = [];
  const letGo = new Map<string, () => void>();
  return {
    begun,
    start: (name: string, priority: Priority, signal?: AbortSignal): Promise<string> =>
      pool.run(
        priority,
        (worker) => {
          begun.push(name);
          return new Promise((resolve) => letGo.set(name, () => resolve(`${name} on ${worker}`)));
        },
        signal,
      ),
    finish: async (name: string): Promise<void> => {
      letGo.get(name)?.();
      await new Promise(setImmediate);
    },
  };
}

const always = (): boolean => true;

describe('createTaskPool', () => {
  it('takes tiles before thumbnails before bulk work, the newest picture first, and keeps a lane for pictures', async () => {
    const tasks = controlledTasks(createTaskPool(['one'], { lanesPerWorker: 2, bulkLanes: 1 }, always));
    const bulk = ['b1', 'b2', 'b3'].map((name) => tasks.start(name, 'bulk'));
    expect(tasks.begun).toEqual(['b1']);
    const thumbnails = ['s1', 's2'].map((name) => tasks.start(name, 'thumbnail'));
    const tiles = ['t1', 't2'].map((name) => tasks.start(name, 'tiles'));
    for (const name of ['s1', 't2', 't1', 's2', 'b1', 'b2', 'b3']) await tasks.finish(name);
    expect(tasks.begun).toEqual(['b1', 's1', 't2', 't1', 's2', 'b2', 'b3']);
    expect(await Promise.all([...tiles, ...thumbnails, ...bulk])).toEqual(
      ['t1', 't2', 's1', 's2', 'b1', 'b2', 'b3'].map((name) => `${name} on one`),
    );
  });

  it('gives work to the least busy worker that is usable', async () => {
    const tasks = controlledTasks(
      createTaskPool(['broken', 'one', 'two'], { lanesPerWorker: 2, bulkLanes: 3 }, (worker) => worker !== 'broken'),
    );
    const work = ['t1', 't2', 't3'].map((name) => tasks.start(name, 'tiles'));
    for (const name of ['t1', 't2', 't3']) await tasks.finish(name);
    expect(await Promise.all(work)).toEqual(['t1 on one', 't2 on two', 't3 on one']);
  });

  it('drops a waiting task that is cancelled, and answers for a running one at once', async () => {
    const tasks = controlledTasks(createTaskPool(['one'], { lanesPerWorker: 1, bulkLanes: 1 }, always));
    const [running, waiting] = [new AbortController(), new AbortController()];
    const outcomes = [
      tasks.start('running', 'bulk', running.signal),
      tasks.start('waiting', 'bulk', waiting.signal),
      tasks.start('late', 'bulk', AbortSignal.abort()),
    ].map((work) => work.catch((error: unknown) => error));
    running.abort();
    waiting.abort();
    expect(await Promise.all(outcomes)).toEqual(Array(3).fill(expect.objectContaining({ code: 'CANCELLED' })));
    const next = tasks.start('next', 'bulk');
    expect(tasks.begun).toEqual(['running']);
    await tasks.finish('running');
    await tasks.finish('next');
    expect(await next).toBe('next on one');
  });
});
