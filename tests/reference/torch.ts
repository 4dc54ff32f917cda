import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const candidates = ['/usr/bin/python3', 'python3'];

/** A Python that has PyTorch (Debian: python3-torch); `null` where there is none. */
export function findTorch(): string | null {
  const found = candidates.find((program) => {
    try {
      execFileSync(program, ['-c', 'import torch'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  return found ?? null;
}

/** Runs torchNetwork.py on a folder that `exportNetwork` wrote; returns what it prints. */
export function runTorch(
  python: string,
  mode: 'gradients' | 'steps' | 'time',
  folder: string,
  args: readonly string[] = [],
): string {
  const script = join(import.meta.dirname, 'torchNetwork.py');
  return execFileSync(python, [script, mode, folder, ...args], { encoding: 'utf8' });
}
