import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { workerEnvironment } from './workerEnvironment.ts';

export interface WorkerProcessOptions {
  /** From `workerEntry`. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Such as `image-worker`: prefix of its lines in the log. */
  readonly name: string;
  readonly log: Logger;
  /** Whatever arrives over the channel; the caller validates it. */
  readonly onMessage: (message: unknown) => void;
  /** Called once, after the last message. */
  readonly onExit: (exit: WorkerExit) => void;
}

export interface WorkerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote on stderr, for the log and for causes. */
  readonly lastWords: string;
}

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Ignored once the process is gone. */
  send(message: object): void;
  /** Closes the channel, at which workers exit by themselves, and kills after `graceMs`. Resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
  /** SIGKILL, now. */
  kill(): void;
}

const lastWordsLength = 2000;

/** Starts one worker in plain Node, with JSON messages over the IPC channel and a short environment. */
export function startWorkerProcess(options: WorkerProcessOptions): WorkerProcess {
  const child = fork(options.entry, [...(options.args ?? [])], {
    env: workerEnvironment(),
    execArgv: [],
    execPath: process.execPath,
    serialization: 'json',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = options.log.child({ worker: options.name, workerPid: child.pid });
  let lastWords = '';
  if (child.stdout) eachLine(child.stdout, (line) => log.info(line));
  if (child.stderr) {
    eachLine(child.stderr, (line) => {
      lastWords = `${lastWords}${line}\n`.slice(-lastWordsLength);
      log.warn(line);
    });
  }
  child.on('message', options.onMessage);
  child.on('error', (error) => {
    lastWords = `${lastWords}${error.message}\n`;
    log.error({ err: error }, 'worker channel failed');
  });
  let isStopping = false;
  const gone = new Promise<void>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      options.onExit({ code, signal, lastWords });
      resolve();
    };
    // 'close' comes after the channel and both pipes are read to their end, so no message follows it; but it does not
    // come at all after the channel was closed from this side.
    child.once('close', (code, signal) => !isStopping && end(code, signal));
    child.once('exit', (code, signal) => isStopping && end(code, signal));
  });
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message, (error) => error && log.debug({ err: error }, 'message not delivered'));
    },
    stop: async (graceMs) => {
      isStopping ||= child.exitCode === null && child.signalCode === null;
      if (isStopping && child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function eachLine(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => line !== '' && take(line));
}
