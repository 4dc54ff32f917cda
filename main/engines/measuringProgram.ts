import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { workerEnvironment } from '../processes/workerEnvironment.ts';

export interface MeasuringOrder<T> {
  /** The program and what it is told. */
  readonly args: readonly string[];
  /** What it prints at last, as a line of JSON. */
  readonly answer: v.GenericSchema<unknown, T>;
  /** For everything, with what comes before the first number. */
  readonly timeoutMs: number;
  readonly onProgress: (seconds: number) => void;
}

const progress = v.object({ seconds: v.number() });
const refusal = v.object({ reason: v.string() });

/**
 * What a program measures in a process of its own. A crash or a test that takes too long is an answer too; only `signal`
 * makes it throw, with its reason.
 */
export async function runMeasuringProgram<T>(
  { args, answer, timeoutMs, onProgress }: MeasuringOrder<T>,
  signal: AbortSignal,
): Promise<T | { readonly reason: string }> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [...args], { env: workerEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] });
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeoutMs);
  const end = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, killedBy) => resolve(String(killedBy ?? code)));
  });
  let found: T | { readonly reason: string } | null = null;
  const line = v.union([progress, answer, refusal]);
  createInterface({ input: child.stdout }).on('line', (text) => {
    const said = v.safeParse(line, parseJson(text));
    // A library printed the line.
    if (!said.success) return;
    const value = said.output;
    if (v.is(progress, value)) onProgress(value.seconds);
    else found = value;
  });
  const how = await end;
  clearTimeout(timer);
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (found !== null) return found;
  const reason = isLate
    ? `It did not finish its test within ${timeoutMs / 1000} seconds.`
    : `Its driver ended the test program (${how}).`;
  return { reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
