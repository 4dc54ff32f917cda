import { AppError } from '../../app/contract/errors.ts';

/**
 * What goes first: the image on screen, then pictures in lists, then bulk work. Bulk work keeps its order; of the rest
 * the newest goes first, because it is what the person looks at now.
 */
export const priorities = ['tiles', 'thumbnail', 'bulk'] as const;
export type Priority = (typeof priorities)[number];

export interface TaskPool<Worker> {
  /**
   * Runs `work` on the least busy worker. Rejects with CANCELLED at once where `signal` aborts; work that has begun
   * then ends unheard.
   */
  run<T>(priority: Priority, work: (worker: Worker) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

interface Task<Worker> {
  readonly priority: Priority;
  readonly start: (worker: Worker) => Promise<void>;
}

export interface PoolLimits {
  /** Tasks that a worker takes at a time. */
  readonly lanesPerWorker: number;
  /** Bulk tasks of the whole pool at a time: less than all lanes, so that a picture in the middle of an import begins at once. */
  readonly bulkLanes: number;
}

export function createTaskPool<Worker>(
  workers: readonly Worker[],
  { lanesPerWorker, bulkLanes }: PoolLimits,
  isUsable: (worker: Worker) => boolean,
): TaskPool<Worker> {
  const running = new Map(workers.map((worker) => [worker, 0]));
  const queues: Readonly<Record<Priority, Task<Worker>[]>> = { tiles: [], thumbnail: [], bulk: [] };
  let runningBulk = 0;

  const take = (): Task<Worker> | undefined =>
    queues.tiles.pop() ?? queues.thumbnail.pop() ?? (runningBulk < bulkLanes ? queues.bulk.shift() : undefined);

  const pump = (): void => {
    for (;;) {
      const worker = leastBusy(running, isUsable);
      if (worker === null || (running.get(worker) ?? 0) >= lanesPerWorker) return;
      const task = take();
      if (!task) return;
      const bulk = Number(task.priority === 'bulk');
      const count = (change: 1 | -1): void => {
        running.set(worker, (running.get(worker) ?? 0) + change);
        runningBulk += change * bulk;
      };
      count(1);
      void task.start(worker).finally(() => {
        count(-1);
        pump();
      });
    }
  };

  return {
    run: (priority, work, signal) =>
      new Promise((resolve, reject) => {
        const cancel = (): void => {
          const queue = queues[priority];
          const place = queue.indexOf(task);
          if (place >= 0) queue.splice(place, 1);
          reject(new AppError('CANCELLED', 'This work was cancelled.'));
        };
        const task: Task<Worker> = {
          priority,
          start: async (worker) => {
            const outcome = work(worker);
            await Promise.allSettled([outcome]);
            resolve(outcome);
            signal?.removeEventListener('abort', cancel);
          },
        };
        if (signal?.aborted) {
          cancel();
          return;
        }
        signal?.addEventListener('abort', cancel, { once: true });
        queues[priority].push(task);
        pump();
      }),
  };
}

/** Where every worker is given up, any one will do: it answers why. */
function leastBusy<Worker>(running: ReadonlyMap<Worker, number>, isUsable: (worker: Worker) => boolean): Worker | null {
  const all = [...running];
  const usable = all.filter(([worker]) => isUsable(worker));
  const candidates = usable.length > 0 ? usable : all;
  return candidates.sort(([, a], [, b]) => a - b)[0]?.[0] ?? null;
}
