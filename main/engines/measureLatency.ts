import * as v from 'valibot';
import type { SessionDevice } from '../../app/contract/workerMessages.ts';
import type { DeviceLatency } from '../../app/deployment/deviceLatency.ts';
import { latencyTest } from '../processes/workerEntry.ts';
import { runMeasuringProgram } from './measuringProgram.ts';

export interface LatencyLimits {
  readonly seconds: number;
  /** For everything, with what comes before the first run. */
  readonly timeoutMs: number;
}

export const usualLatencyTest: LatencyLimits = { seconds: 5, timeoutMs: 120_000 };

const positive = v.pipe(v.number(), v.gtValue(0), v.finite());
const answer = v.object({
  tileSide: positive,
  msPerTile: positive,
  megapixelsPerSecond: positive,
  memoryBytes: v.nullable(positive),
});

/**
 * How long the model of a folder takes for one tile on a device, measured in a process of its own. A crash or a test that
 * takes too long is an answer too; only `signal` makes it throw, with its reason.
 */
export async function measureLatency(
  modelFolder: string,
  device: SessionDevice,
  { seconds, timeoutMs }: LatencyLimits,
  signal: AbortSignal,
  onProgress: (seconds: number) => void,
): Promise<DeviceLatency> {
  const args = [latencyTest(), device, String(seconds), modelFolder];
  const found = await runMeasuringProgram({ args, answer, timeoutMs, onProgress }, signal);
  const measuredAt = Date.now();
  if ('reason' in found) return { kind: 'failed', device, reason: found.reason, measuredAt };
  return { kind: 'measured', device, ...found, measuredAt };
}
