import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ServedHost {
  /** With its token. */
  readonly address: string;
  readonly pid: number;
  /** Ends it as Ctrl+C does; may be called after it has ended. */
  close(): Promise<void>;
  kill(): Promise<void>;
}

const repository = join(import.meta.dirname, '..', '..');

/** `maskwright serve` as a process of its own, with its settings below `home`. */
export async function startServedHost(home: string, args: readonly string[] = []): Promise<ServedHost> {
  const child = spawn(process.execPath, [join(repository, 'main', 'cli', 'entry.ts'), 'serve', '--json', ...args], {
    env: { ...process.env, MASKWRIGHT_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await readAddress(child);
  return { address, pid: child.pid ?? 0, close: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') };
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The host has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line) as { address?: string };
    if (address !== undefined) return address;
  }
  throw new Error('The host ended before it said where it is.');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
