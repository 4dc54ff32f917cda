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

type Mode = 'gradients' | 'steps' | 'time';

/** How torchNetwork.py is started on a folder that `exportNetwork` wrote. */
export function torchCommand(python: string, mode: Mode, folder: string) {
  return { program: python, args: [join(import.meta.dirname, 'torchNetwork.py'), mode, folder] };
}

export function runTorch(python: string, mode: Mode, folder: string): void {
  const { program, args } = torchCommand(python, mode, folder);
  execFileSync(program, args);
}
