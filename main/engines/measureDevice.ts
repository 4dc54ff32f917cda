import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import type { Device, DeviceSpeed } from '../../app/contract/workerMessages.ts';
import { speedTest } from '../processes/workerEntry.ts';
import { workerEnvironment } from '../processes/workerEnvironment.ts';

export interface SpeedTestLimits {
  readonly seconds: number;
  /** For everything, with what comes before the first step. */
  readonly timeoutMs: number;
  /** Of the network and its cut-outs, as the program takes it; default: what a training starts with. */
  readonly size?: object;
}

export const usualSpeedTest: SpeedTestLimits = { seconds: 5, timeoutMs: 60_000 };

const rate = v.pipe(v.number(), v.gtValue(0), v.finite());
const answer = v.union([
  v.object({ seconds: v.number() }),
  v.object({ stepsPerSecond: rate, cutOutsPerSecond: rate }),
  v.object({ reason: v.string() }),
]);

/**
 * How fast a device trains, measured in a process of its own. A crash or a test that takes too long is an answer too;
 * only `signal` makes it throw, with its reason.
 */
export async function measureDevice(
  device: Device,
  { seconds, timeoutMs, size }: SpeedTestLimits,
  signal: AbortSignal,
  onProgress: (seconds: number) => void,
): Promise<DeviceSpeed> {
  signal.throwIfAborted();
  const args = [speedTest(), device, String(seconds), ...(size === undefined ? [] : [JSON.stringify(size)])];
  const child = spawn(process.execPath, args, { env: workerEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] });
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
  let found: DeviceSpeed | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = parseLine(line);
    if (said === null) return;
    if ('seconds' in said) onProgress(said.seconds);
    else if ('reason' in said) found = { kind: 'failed', device, ...said, measuredAt: Date.now() };
    else found = { kind: 'measured', device, ...said, measuredAt: Date.now() };
  });
  const how = await end;
  clearTimeout(timer);
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (found !== null) return found;
  const reason = isLate
    ? `It did not finish its test within ${timeoutMs / 1000} seconds.`
    : `Its driver ended the test program (${how}).`;
  return { kind: 'failed', device, reason, measuredAt: Date.now() };
}

/** `null` where a library printed the line. */
function parseLine(line: string): v.InferOutput<typeof answer> | null {
  try {
    return v.parse(answer, JSON.parse(line));
  } catch {
    return null;
  }
}
