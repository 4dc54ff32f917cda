import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRestartPolicy, defaultRestartLimits, type RestartLimits } from '../processes/restartPolicy.ts';

/** Where a running host answers the shell. */
export interface HostConnection {
  readonly socketPath: string;
  readonly token: string;
}

export interface HostSupervisor {
  /** The running host; waits while it starts. Rejects once the host stays stopped. */
  connection(): Promise<HostConnection>;
  readonly pid: number | undefined;
  /** Starts a host that stays stopped once more. */
  startAgain(): void;
  /** Asks the host to end, waits, and kills it where it does not. May be called twice. */
  close(): Promise<void>;
}

export interface HostSupervisorOptions {
  readonly nodePath: string;
  /** `main/host/entry.ts`, or the bundled `host.js`. */
  readonly entry: string;
  readonly restart?: RestartLimits;
  /** The host crashed again and again and stays stopped. */
  readonly onGivenUp: () => void;
}

const endGraceMs = 5000;
const stoppedError = (): Error => new Error('The host stays stopped.');

/** Keeps one host process alive: a new one is started after a crash, with a growing pause. */
export function createHostSupervisor(options: HostSupervisorOptions): HostSupervisor {
  const limits = options.restart ?? defaultRestartLimits;
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-'));
  let policy = createRestartPolicy(limits);
  let child: ChildProcess | null = null;
  let running: HostConnection | null = null;
  let isStopped = false;
  let pause: NodeJS.Timeout | undefined;
  let closing: Promise<void> | null = null;
  let waiting: PromiseWithResolvers<HostConnection>[] = [];

  const settle = (finish: (waiter: PromiseWithResolvers<HostConnection>) => void): void => {
    const settled = waiting;
    waiting = [];
    settled.forEach(finish);
  };

  const start = (): void => {
    const connection = newConnection(folder);
    const current = spawn(options.nodePath, [options.entry], {
      env: hostEnvironment(connection),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'json',
      windowsHide: true,
    });
    child = current;
    current.once('message', () => {
      running = connection;
      settle((waiter) => waiter.resolve(connection));
    });
    // A program that cannot be started at all has an error and no exit.
    current.once('error', () => ended(current));
    current.once('exit', () => ended(current));
  };

  const ended = (which: ChildProcess): void => {
    if (child !== which) return;
    child = null;
    running = null;
    if (closing) return;
    const pauseMs = policy.afterCrash();
    if (pauseMs !== null) {
      pause = setTimeout(start, pauseMs);
      return;
    }
    isStopped = true;
    settle((waiter) => waiter.reject(stoppedError()));
    options.onGivenUp();
  };

  const close = async (): Promise<void> => {
    clearTimeout(pause);
    settle((waiter) => waiter.reject(stoppedError()));
    if (child) await endProcess(child);
    rmSync(folder, { recursive: true, force: true });
  };

  start();
  return {
    connection: () => {
      if (running) return Promise.resolve(running);
      if (isStopped || closing) return Promise.reject(stoppedError());
      const waiter = Promise.withResolvers<HostConnection>();
      waiting.push(waiter);
      return waiter.promise;
    },
    get pid() {
      return child?.pid;
    },
    startAgain: () => {
      if (!isStopped || closing) return;
      isStopped = false;
      policy = createRestartPolicy(limits);
      start();
    },
    close: () => (closing ??= close()),
  };
}

function newConnection(folder: string): HostConnection {
  const name = randomBytes(8).toString('hex');
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\maskwright-${name}` : join(folder, `${name}.sock`);
  return { socketPath, token: randomBytes(24).toString('base64url') };
}

/** The person's environment without what is meant for Electron or could load foreign code into Node. */
function hostEnvironment({ socketPath, token }: HostConnection): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('ELECTRON_'));
  return { ...Object.fromEntries(kept), MASKWRIGHT_SOCKET: socketPath, MASKWRIGHT_SHELL_TOKEN: token };
}

/** A host whose channel closes ends by itself; one that hangs is killed. */
async function endProcess(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), endGraceMs);
  if (child.connected) child.disconnect();
  else child.kill();
  await exit;
  clearTimeout(timer);
}
