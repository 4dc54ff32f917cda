import { spawn } from 'node:child_process';
import { canShowWindows } from './electronBinary.ts';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
  linux: ['xdg-open'],
};

/** Tries to show `address` in the person's browser. Nobody is told of a failure: the address is printed anyway. */
export function openBrowser(address: string): void {
  const [program, ...rest] = openers[process.platform] ?? [];
  if (program === undefined || !canShowWindows(process.platform, process.env)) return;
  const child = spawn(program, [...rest, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
