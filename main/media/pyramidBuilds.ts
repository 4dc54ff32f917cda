import { AppError } from '../../app/contract/errors.ts';

export interface PyramidOrder {
  readonly file: string;
  readonly contentHash: string;
  /** Where the tiles go; names the build. */
  readonly folder: string;
}

export interface TileRow {
  readonly level: number;
  readonly row: number;
}

export interface BuildNews {
  /** Work has begun: it goes on to its end, whether or not somebody waits. */
  readonly onBegin: () => void;
  readonly onRow: (row: TileRow) => void;
}

export interface PyramidBuilds {
  /** Resolves once the wanted row (or, for `null`, everything) is written. */
  readonly wait: (order: PyramidOrder, wanted: TileRow | null, signal?: AbortSignal) => Promise<void>;
  readonly isRunning: (folder: string) => boolean;
}

interface Build {
  readonly rows: Set<string>;
  readonly listeners: Set<() => void>;
  readonly finished: Promise<void>;
  readonly abort: AbortController;
  hasBegun: boolean;
}

/** One build at a time for each image, however many of its tiles are asked for. One that nobody waits for any more is not begun. */
export function createPyramidBuilds(
  build: (order: PyramidOrder, news: BuildNews, signal: AbortSignal) => Promise<void>,
): PyramidBuilds {
  const running = new Map<string, Build>();

  const start = (order: PyramidOrder): Build => {
    const abort = new AbortController();
    const started: Build = {
      rows: new Set(),
      listeners: new Set(),
      abort,
      hasBegun: false,
      finished: Promise.resolve().then(() =>
        build(
          order,
          {
            onBegin: () => (started.hasBegun = true),
            onRow: (row) => {
              started.rows.add(keyOf(row));
              for (const listener of started.listeners) listener();
            },
          },
          abort.signal,
        ),
      ),
    };
    running.set(order.folder, started);
    const forget = (): void => {
      if (running.get(order.folder) === started) running.delete(order.folder);
    };
    started.finished.then(forget, forget);
    return started;
  };

  return {
    isRunning: (folder) => running.has(folder),
    wait: (order, wanted, signal) => {
      const current = running.get(order.folder) ?? start(order);
      return new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (wanted !== null && current.rows.has(keyOf(wanted))) end(resolve);
        };
        const cancel = (): void => end(() => reject(new AppError('CANCELLED', 'These tiles are not wanted any more.')));
        const end = (settle: () => void): void => {
          current.listeners.delete(look);
          signal?.removeEventListener('abort', cancel);
          settle();
          if (current.listeners.size > 0 || current.hasBegun) return;
          running.delete(order.folder);
          current.abort.abort();
        };
        current.listeners.add(look);
        signal?.addEventListener('abort', cancel, { once: true });
        const finish = (): void => end(() => resolve(current.finished));
        current.finished.then(finish, finish);
        if (signal?.aborted) cancel();
        else look();
      });
    },
  };
}

const keyOf = ({ level, row }: TileRow): string => `${level}/${row}`;
