import * as v from 'valibot';
import type { Device, DeviceSpeed } from '../../app/contract/workerMessages.ts';
import { speedTest } from '../processes/workerEntry.ts';
import { runMeasuringProgram } from './measuringProgram.ts';

export interface SpeedTestLimits {
  readonly seconds: number;
  /** For everything, with what comes before the first step. */
  readonly timeoutMs: number;
  /** Of the network and its cut-outs, as the program takes it; default: what a training starts with. */
  readonly size?: object;
}

export const usualSpeedTest: SpeedTestLimits = { seconds: 5, timeoutMs: 60_000 };

const rate = v.pipe(v.number(), v.gtValue(0), v.finite());
const answer = v.object({ stepsPerSecond: rate, cutOutsPerSecond: rate });

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
  const args = [speedTest(), device, String(seconds), ...(size === undefined ? [] : [JSON.stringify(size)])];
  const found = await runMeasuringProgram({ args, answer, timeoutMs, onProgress }, signal);
  return { kind: 'reason' in found ? 'failed' : 'measured', device, ...found, measuredAt: Date.now() } as DeviceSpeed;
}
