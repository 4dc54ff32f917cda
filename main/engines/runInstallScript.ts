import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';

/** As in its package.json: fetches TensorFlow's library for graphics cards and the add-on for this system. */
const script = ['scripts/install.js', 'gpu', 'download'];
const mostCharacters = 300;
/** What a program of Node prints of the error that ends it. */
const errorLine = /^\s*\w*Error: (.+)/;

/**
 * Runs the installation of tfjs-node-gpu in its own folder, by this very Node. `onLine` is told what it prints. Throws
 * `INSTALL_FAILED` with its last error, or its last line, where it fails; ends it, with all that it has started, once
 * `signal` aborts.
 */
export async function runInstallScript(
  home: string,
  programs: string,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  const path = [programs, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const child = spawn(process.execPath, script, {
    cwd: home,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that its children end with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let [lastLine, lastError] = ['', ''];
  const listen = (piece: Buffer): void => {
    const lines = piece.toString().split(/[\r\n]+/);
    lastLine =
      lines
        .findLast((line) => line.trim() !== '')
        ?.trim()
        .slice(0, mostCharacters) ?? lastLine;
    lastError = lines.map((line) => errorLine.exec(line)?.[1]).findLast((found) => found !== undefined) ?? lastError;
    onLine(lastLine);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const end = (): void => endGroup(child.pid);
  signal.addEventListener('abort', end);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    signal.throwIfAborted();
    if (code !== 0) {
      const reason = lastError.slice(0, mostCharacters) || lastLine;
      throw new AppError('INSTALL_FAILED', `The installation of tfjs-node-gpu failed: ${reason}.`);
    }
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true });
  else process.kill(-pid, 'SIGKILL');
}

/** What npm puts into `node_modules/.bin`: the folder of programs that a package's scripts find. */
export function programsFolder(folder: string): string {
  return join(folder, 'node_modules', '.bin');
}
