import { randomUUID } from 'node:crypto';
import { AppError } from '../../app/contract/errors.ts';
import type { JobDetail } from '../../app/contract/jobDetails.ts';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import type { JobTitle } from '../../app/contract/jobTitles.ts';
import type { EventHub } from '../host/eventHub.ts';
import type { Logger } from 'pino';

/** How work on a job reports; throttled, so it may be called for every unit. */
export interface JobProgress {
  readonly jobId: string;
  readonly signal: AbortSignal;
  update(change: { done?: number; total?: number; detail?: JobDetail; secondsLeft?: number | null }): void;
}

export interface JobOrder<K extends JobResult['kind']> {
  readonly kind: K;
  readonly title: JobTitle;
  readonly unit: Job['unit'];
  readonly total?: number;
  /** Throws AppError for expected failures; ends early (result or CANCELLED) once `progress.signal` aborts. */
  readonly work: (progress: JobProgress) => Promise<Extract<JobResult, { kind: K }>>;
}

export interface JobBoard {
  start<K extends JobResult['kind']>(order: JobOrder<K>): Job;
  list(): readonly Job[];
  /** Resolves with the finished job, whatever its state. */
  finished(jobId: string): Promise<Job>;
  cancel(jobId: string): void;
  dismiss(jobId: string): void;
  /** Cancels what runs for the project, waits for it, and forgets it with its results; work on the machine goes on. */
  closeProject(): Promise<void>;
  /** The same with all jobs. */
  close(): Promise<void>;
}

/** Work on this machine, which no project is needed for. */
const machineJobs: ReadonlySet<Job['kind']> = new Set(['installEngine', 'speedTest']);

interface Entry {
  job: Job;
  readonly abort: AbortController;
  readonly done: Promise<Job>;
}

const broadcastIntervalMs = 100;

export function createJobBoard(events: EventHub, log: Logger): JobBoard {
  const entries = new Map<string, Entry>();

  const required = (jobId: string): Entry => {
    const entry = entries.get(jobId);
    if (!entry) throw new AppError('NOT_FOUND', 'This job is not known any more.');
    return entry;
  };
  const change = (jobId: string, update: Partial<Job>): Job => {
    const entry = required(jobId);
    entry.job = { ...entry.job, ...update };
    events.publish({ kind: 'job', job: entry.job });
    return entry.job;
  };

  const start: JobBoard['start'] = (order) => {
    const jobId = randomUUID();
    const abort = new AbortController();
    const job: Job = {
      id: jobId,
      kind: order.kind,
      title: order.title,
      state: 'running',
      done: 0,
      total: order.total ?? 0,
      unit: order.unit,
      detail: '',
      startedAt: Date.now(),
      finishedAt: null,
      secondsLeft: null,
      result: null,
      error: null,
    };
    const report = throttledReport(
      (update) => change(jobId, update),
      () => required(jobId).job,
    );
    const done = (async (): Promise<Job> => {
      await Promise.resolve(); // the caller gets the job before its first event
      try {
        const result = await order.work({ jobId, signal: abort.signal, update: report.update });
        report.stop();
        return change(jobId, { state: 'succeeded', result, finishedAt: Date.now(), secondsLeft: 0 });
      } catch (error) {
        report.stop();
        return change(jobId, failure(error, abort.signal, jobId, log));
      }
    })();
    entries.set(jobId, { job, abort, done });
    events.publish({ kind: 'job', job });
    return job;
  };

  const end = async (closing: readonly (readonly [jobId: string, entry: Entry])[]): Promise<void> => {
    for (const [, entry] of closing) entry.abort.abort();
    await Promise.all(closing.map(([, entry]) => entry.done));
    for (const [jobId] of closing) {
      if (entries.delete(jobId)) events.publish({ kind: 'jobDismissed', jobId });
    }
  };

  return {
    start,
    list: () => [...entries.values()].map((entry) => entry.job),
    finished: (jobId) => required(jobId).done,
    cancel: (jobId) => {
      const entry = required(jobId);
      if (entry.job.state !== 'running') return;
      change(jobId, { state: 'cancelling' });
      entry.abort.abort();
    },
    dismiss: (jobId) => {
      if (required(jobId).job.finishedAt === null) return;
      entries.delete(jobId);
      events.publish({ kind: 'jobDismissed', jobId });
    },
    closeProject: () => end([...entries].filter(([, { job }]) => !machineJobs.has(job.kind))),
    close: () => end([...entries]),
  };
}

function failure(error: unknown, signal: AbortSignal, jobId: string, log: Logger): Partial<Job> {
  const finishedAt = Date.now();
  if (signal.aborted) return { state: 'cancelled', finishedAt, secondsLeft: null };
  log.error({ err: error, jobId }, 'job failed');
  const expected = error instanceof AppError ? error : null;
  const message = expected?.message ?? 'Something went wrong inside the program; the log has the details.';
  return { state: 'failed', finishedAt, secondsLeft: null, error: { code: expected?.code ?? 'INTERNAL', message } };
}

/** Broadcasts at most ten times a second and estimates the time left from the rate so far. */
function throttledReport(publish: (update: Partial<Job>) => void, current: () => Job) {
  let pending: Partial<Job> = {};
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const flush = (): void => {
    timer = null;
    const merged = { ...current(), ...pending };
    const secondsLeft = 'secondsLeft' in pending ? (pending.secondsLeft ?? null) : estimateSecondsLeft(merged);
    publish({ ...pending, secondsLeft });
    pending = {};
  };
  return {
    update: (update: Parameters<JobProgress['update']>[0]): void => {
      // A worker may still speak of a job that has ended and been dismissed.
      if (isStopped) return;
      pending = { ...pending, ...update };
      timer ??= setTimeout(flush, broadcastIntervalMs);
    },
    stop: (): void => {
      isStopped = true;
      if (timer) {
        clearTimeout(timer);
        flush();
      }
    },
  };
}

function estimateSecondsLeft(job: Job): number | null {
  if (job.done === 0 || job.total === 0) return null;
  const elapsedSeconds = (Date.now() - job.startedAt) / 1000;
  return (elapsedSeconds / job.done) * (job.total - job.done);
}
