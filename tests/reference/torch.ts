import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

type Mode = 'gradients' | 'steps' | 'time';

/** How torchNetwork.py is started on a folder that `exportNetwork` wrote. */
export function torchCommand(python: string, mode: Mode, folder: string) {
  return { program: python, args: [join(import.meta.dirname, 'torchNetwork.py'), mode, folder] };
}

export function runTorch(python: string, mode: Mode, folder: string): void {
  const { program, args } = torchCommand(python, mode, folder);
  execFileSync(program, args);
}
