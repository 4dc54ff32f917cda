import type { Logger } from 'pino';
import * as v from 'valibot';
import { AppError, errorCodes } from '../../app/contract/errors.ts';
import { createRestartPolicy, defaultRestartLimits, type RestartLimits } from './restartPolicy.ts';
import { startWorkerProcess, type WorkerExit, type WorkerProcess } from './workerProcess.ts';

/** What every request and reply carries; `pong` alone has no id. */
interface Numbered {
  readonly kind: string;
  readonly id: number;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The requests of a worker that expect an answer. */
export type RequestBody<Request> = WithoutId<Extract<Request, Numbered>>;
/** Answers that mean success, and progress on the way there. */
export type Answer<Reply> = Exclude<Extract<Reply, Numbered>, { readonly kind: 'failed' }>;

export interface RequestWorkerOptions<Reply> {
  readonly name: string;
  readonly entry: string;
  readonly args?: readonly string[];
  readonly log: Logger;
  /** The schema of everything that the worker says. */
  readonly reply: v.GenericSchema<unknown, Reply>;
  /** Kinds that are on the way to an answer, and go to `onProgress`. */
  readonly progressKinds?: readonly string[];
  readonly heartbeatMs?: number;
  /** A worker that leaves so many pings unanswered is killed. Native calls may block it for a while. */
  readonly missedHeartbeats?: number;
  readonly restart?: RestartLimits;
}

export interface RequestWorker<Request, Reply> {
  /**
   * Starts the process at the first request. Rejects with the worker's own AppError, with WORKER_CRASHED where the
   * process ended in the middle, and with CANCELLED once the worker is closed.
   */
  request(body: RequestBody<Request>, onProgress?: (reply: Answer<Reply>) => void): Promise<Answer<Reply>>;
  /** `null` while no process runs. */
  readonly pid: number | null;
  /** Crashed too often: every request is refused. */
  readonly stopped: boolean;
  /** Ends the process; may be called twice. */
  close(): Promise<void>;
}

interface Pending<Reply> {
  readonly message: object;
  sent: boolean;
  readonly resolve: (reply: Answer<Reply>) => void;
  readonly reject: (error: AppError) => void;
  readonly onProgress: ((reply: Answer<Reply>) => void) | undefined;
}

const failedReply = v.object({
  kind: v.literal('failed'),
  id: v.number(),
  code: v.optional(v.picklist(errorCodes), 'INTERNAL'),
  message: v.string(),
  cause: v.string(),
});
const stopGraceMs = 3000;
/** Loading native modules on a busy machine takes longer than anything later. */
const startPatience = 10;

/** A worker process that answers requests by id: supervised by heartbeat and started again after a crash. */
export function createRequestWorker<Request, Reply>(
  options: RequestWorkerOptions<Reply>,
): RequestWorker<Request, Reply> {
  const { name, log, missedHeartbeats = 12 } = options;
  const limits = options.restart ?? defaultRestartLimits;
  const policy = createRestartPolicy(limits);
  const pending = new Map<number, Pending<Reply>>();
  let lastId = 0;
  let child: WorkerProcess | null = null;
  let heartbeat: NodeJS.Timeout | undefined;
  let pause: NodeJS.Timeout | undefined;
  let isStopped = false;
  let closing: Promise<void> | null = null;

  const rejectAll = (error: AppError, which: (entry: Pending<Reply>) => boolean): void => {
    for (const [id, entry] of pending) {
      if (!which(entry)) continue;
      pending.delete(id);
      entry.reject(error);
    }
  };

  const start = (): void => {
    let unanswered = 0;
    let hasSpoken = false;
    const current = startWorkerProcess({
      entry: options.entry,
      args: options.args ?? [],
      name,
      log,
      onMessage: (message) => {
        unanswered = 0;
        hasSpoken = true;
        receive(message);
      },
      onExit: (exit) => ended(exit),
    });
    child = current;
    // Pings are counted, not seconds: after the machine slept, nobody is killed for it.
    heartbeat = setInterval(() => {
      if (unanswered >= missedHeartbeats * (hasSpoken ? 1 : startPatience)) {
        log.error({ worker: name, workerPid: current.pid }, 'worker gives no sign of life and is killed');
        current.kill();
      }
      unanswered++;
      current.send({ kind: 'ping' });
    }, options.heartbeatMs ?? 10_000);
    for (const entry of pending.values()) deliver(entry);
  };

  const deliver = (entry: Pending<Reply>): void => {
    if (!child || entry.sent) return;
    entry.sent = true;
    child.send(entry.message);
  };

  const ended = (exit: WorkerExit): void => {
    clearInterval(heartbeat);
    child = null;
    if (closing) return;
    log.error({ worker: name, exit }, 'worker crashed');
    const pauseMs = policy.afterCrash();
    isStopped = pauseMs === null;
    if (pauseMs === null) {
      log.error({ worker: name }, 'worker crashed too often and stays stopped');
      rejectAll(stoppedError(name, limits), () => true);
    } else {
      const crash = new AppError('WORKER_CRASHED', `The ${name} crashed while it worked on this.`, exit);
      rejectAll(crash, (entry) => entry.sent);
      pause = setTimeout(() => {
        pause = undefined;
        if (pending.size > 0) start();
      }, pauseMs);
    }
  };

  const receive = (message: unknown): void => {
    const failed = v.safeParse(failedReply, message);
    if (failed.success) {
      const { id, code, message: sentence, cause } = failed.output;
      settle(id, (entry) => entry.reject(new AppError(code, sentence, cause)));
      return;
    }
    const parsed = v.safeParse(options.reply, message);
    if (!parsed.success) {
      log.error({ worker: name, issues: v.flatten(parsed.issues) }, 'worker said something that is not understood');
      return;
    }
    const reply = parsed.output;
    if (!isAnswer<Reply>(reply)) return;
    if (options.progressKinds?.includes(reply.kind)) pending.get(reply.id)?.onProgress?.(reply);
    else settle(reply.id, (entry) => entry.resolve(reply));
  };

  const settle = (id: number, finish: (entry: Pending<Reply>) => void): void => {
    const entry = pending.get(id);
    pending.delete(id);
    if (entry) finish(entry);
  };

  return {
    request: (body, onProgress) => {
      if (closing) return Promise.reject(new AppError('CANCELLED', `The ${name} is closed.`));
      if (isStopped) return Promise.reject(stoppedError(name, limits));
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        const entry: Pending<Reply> = { message: { ...body, id }, sent: false, resolve, reject, onProgress };
        pending.set(id, entry);
        if (child) deliver(entry);
        else if (!pause) start();
      });
    },
    get pid() {
      return child?.pid ?? null;
    },
    get stopped() {
      return isStopped;
    },
    close: () => {
      closing ??= (async () => {
        clearTimeout(pause);
        rejectAll(new AppError('CANCELLED', `The ${name} is closed.`), () => true);
        await child?.stop(stopGraceMs);
      })();
      return closing;
    },
  };
}

function isAnswer<Reply>(reply: unknown): reply is Answer<Reply> {
  return typeof reply === 'object' && reply !== null && 'id' in reply;
}

function stoppedError(name: string, limits: RestartLimits): AppError {
  const minutes = Math.round(limits.crashWindowMs / 60_000);
  return new AppError(
    'WORKER_CRASHED',
    `The ${name} crashed ${limits.crashLimit} times within ${minutes} minutes and stays stopped; ` +
      'restart Maskwright to try again, and see the log for the cause.',
  );
}
