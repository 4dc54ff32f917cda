import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import { createHost, type Host } from '../../main/host/host.ts';

/** Runs `work` with a real host and an empty project in a folder that goes afterwards. */
export async function withBenchHost<T>(work: (host: Host, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'maskwright-bench-'));
  const home = process.env.MASKWRIGHT_HOME;
  process.env.MASKWRIGHT_HOME = join(folder, 'home');
  const host = await createHost({ log: pino({ level: 'silent' }) });
  try {
    await host.client.project.create({ path: join(folder, 'project') });
    return await work(host, folder);
  } finally {
    await host.close();
    if (home === undefined) delete process.env.MASKWRIGHT_HOME;
    else process.env.MASKWRIGHT_HOME = home;
    await rm(folder, { recursive: true, force: true });
  }
}

/** The result of a job; any other end of it ends the measurement. */
export async function resultOf(host: Host, job: Job): Promise<JobResult> {
  const finished = await host.context.jobs.finished(job.id);
  if (!finished.result) throw new Error(finished.error?.message ?? `The job was ${finished.state}.`);
  return finished.result;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? NaN;
}
