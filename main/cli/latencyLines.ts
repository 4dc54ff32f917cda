import type { DeviceLatency } from '../../app/deployment/deviceLatency.ts';
import { deviceNames } from '../../app/contract/deviceNames.ts';

/** How long a model takes, one line a device. */
export function latencyLines(latencies: readonly DeviceLatency[]): readonly string[] {
  return latencies.map((latency) => `${deviceNames[latency.device]}: ${latencyLine(latency)}`);
}

function latencyLine(latency: DeviceLatency): string {
  const date = new Date(latency.measuredAt).toISOString().slice(0, 10);
  if (latency.kind === 'failed') return `failed on ${date}: ${latency.reason}`;
  const { tileSide, msPerTile, megapixelsPerSecond, memoryBytes } = latency;
  const memory = memoryBytes === null ? '' : `, ${Math.round(memoryBytes / 2 ** 20)} MiB`;
  return (
    `${msPerTile.toFixed(1)} ms for ${tileSide} x ${tileSide} pixels, ` +
    `${megapixelsPerSecond.toFixed(2)} megapixels/s${memory} (${date})`
  );
}
