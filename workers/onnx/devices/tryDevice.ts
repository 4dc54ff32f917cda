import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DeviceFinding, SessionDevice } from '../../../app/contract/workerMessages.ts';
import { programBeside } from '../../process/programBeside.ts';

const probeTimeoutMs = 60_000;

/** Tries a graphics device in a process of its own, because a broken driver ends the process that loads it. */
export async function tryDevice(
  device: Exclude<SessionDevice, 'cpu'>,
  demand: 'works' | 'fasterThanProcessor',
): Promise<DeviceFinding> {
  const script = fileURLToPath(programBeside(import.meta.url, 'probeDevice'));
  const triedAt = Date.now();
  try {
    const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
    const options = { timeout: probeTimeoutMs, killSignal: 'SIGKILL', env } as const;
    const { stdout } = await promisify(execFile)(process.execPath, [script, device, demand], options);
    const answer = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Omit<DeviceFinding, 'device' | 'triedAt'>;
    return { device, ...answer, triedAt };
  } catch (cause) {
    const { killed, signal, code } = cause as { killed?: boolean; signal?: string | null; code?: number | string };
    const how = killed ? 'took too long' : `ended with ${signal ?? code}`;
    const fix = 'Its driver is broken: install the newest one.';
    return { device, works: false, faster: null, reason: `The test program for it ${how}.`, fix, triedAt };
  }
}
