import { resolve } from 'node:path';
import { pino } from 'pino';
import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import { noticesInEnglish, noticeText } from '../../app/training/runNotices.ts';
import { createHost, type Host } from '../host/host.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** One run of the command line: a host inside this process, its handlers, and the terminal. */
export interface Session {
  readonly host: Host;
  readonly client: Host['client'];
  readonly terminal: Terminal;
  /** Waits for a job while showing its progress; throws its failure. Ctrl+C calls `interrupt` (default: cancel). */
  readonly finish: <K extends JobResult['kind']>(
    job: Job,
    kind: K,
    interrupt?: () => Promise<unknown>,
  ) => Promise<Extract<JobResult, { kind: K }>>;
}

export interface CommonOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Runs one command: reports its failure in one line and sets the exit code; always closes the host. */
export async function runCommand(options: CommonOptions, work: (session: Session) => Promise<unknown>): Promise<void> {
  const terminal = createTerminal(options.json === true);
  const host = await createHost(options.verbose ? { log: pino({ level: 'debug' }, pino.destination(2)) } : {});
  try {
    const result = await work({
      host,
      client: host.client,
      terminal,
      finish: (...args) => finish(host, terminal, ...args),
    });
    if (result !== undefined) terminal.result(result);
  } catch (error) {
    reportFailure(error, terminal);
  } finally {
    await host.close();
  }
}

/** The same, with a project opened first. */
export function runInProject(
  projectPath: string,
  options: CommonOptions,
  work: (session: Session) => Promise<unknown>,
): Promise<void> {
  return runCommand(options, async (session) => {
    await session.client.project.open({ path: resolve(projectPath) });
    return work(session);
  });
}

async function finish<K extends JobResult['kind']>(
  host: Host,
  terminal: Terminal,
  job: Job,
  kind: K,
  interrupt: () => Promise<unknown> = () => host.client.jobs.cancel({ jobId: job.id }),
): Promise<Extract<JobResult, { kind: K }>> {
  const stopListening = host.context.events.listen((event) => {
    if (event.kind === 'job' && event.job.id === job.id) terminal.progress(event.job);
    if (event.kind === 'notice') terminal.say(noticeText(event.notice, noticesInEnglish));
  });
  const onInterrupt = (): void => {
    process.once('SIGINT', () => process.exit(130));
    interrupt().catch((error: unknown) => reportFailure(error, terminal));
  };
  process.once('SIGINT', onInterrupt);
  try {
    const finished = await host.context.jobs.finished(job.id);
    if (finished.state === 'cancelled') throw new AppError('CANCELLED', 'Cancelled; what was finished is kept.');
    if (finished.error) throw new AppError(finished.error.code, finished.error.message);
    if (finished.result?.kind !== kind) throw new Error(`Job ended without its result: ${finished.state}`);
    return finished.result as Extract<JobResult, { kind: K }>;
  } finally {
    process.off('SIGINT', onInterrupt);
    stopListening();
    terminal.endProgress();
  }
}

function reportFailure(error: unknown, terminal: Terminal): void {
  const { code, message } = describeFailure(error);
  process.stderr.write(`maskwright: ${message}\n`);
  terminal.result({ error: { code, message } });
  process.exitCode = 1;
}

/** Handlers fail with a code and a sentence; anything else is a bug, whose sentence is all that a person can use. */
function describeFailure(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'INTERNAL', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
  return { code, message: error.message.split('\n')[0] ?? error.message };
}
