import type { Device, DeviceMemory, DeviceSpeed } from './workerMessages.ts';

export type GraphicsDevice = Exclude<Device, 'cpu'>;

/** In the order in which they are tried where nothing was measured. tfjs is taken by itself only where it was measured. */
const graphicsDevices = ['cuda', 'webgpu', 'tfjs'] as const satisfies readonly GraphicsDevice[];

/**
 * The graphics devices that `auto` considers, best first: measured ones by their speed, and those that were not measured
 * behind whatever is faster than the processor.
 */
export function devicesToTry(known: DeviceMemory): readonly GraphicsDevice[] {
  return graphicsDevices
    .filter((device) => device !== 'tfjs' || speedRatio(known, device) !== null)
    .map((device) => ({ device, ratio: speedRatio(known, device) ?? 1 }))
    .sort((a, b) => b.ratio - a.ratio)
    .map(({ device }) => device);
}

/** What `auto` takes as far as is known, without a device being tried. */
export function knownFastest(known: DeviceMemory): Device {
  const fastest = devicesToTry(known).find((device) => {
    const ratio = speedRatio(known, device);
    if (ratio !== null) return ratio > 1;
    return known.findings.some((finding) => finding.device === device && finding.works && finding.faster === true);
  });
  return fastest ?? 'cpu';
}

/** Steps of a device by those of the processor in the same time, 0 where its test failed; `null` where not measured. */
export function speedRatio({ speeds }: DeviceMemory, device: Device): number | null {
  const [own, processor] = [speedOf(speeds, device), speedOf(speeds, 'cpu')];
  if (own?.kind === 'failed') return 0;
  return own === undefined || processor?.kind !== 'measured' ? null : own.stepsPerSecond / processor.stepsPerSecond;
}

/** What its measured speed says of a device, as a sentence; `null` where it was not measured. */
export function speedReason({ speeds }: DeviceMemory, device: Device): string | null {
  const [own, processor] = [speedOf(speeds, device), speedOf(speeds, 'cpu')];
  if (own?.kind === 'failed') return `Its speed test of ${dateOf(own.measuredAt)} failed: ${own.reason}`;
  if (own === undefined || processor?.kind !== 'measured') return null;
  const [steps, others] = [own, processor].map(({ stepsPerSecond }) => stepsPerSecond.toPrecision(3));
  return `It took ${steps} training steps a second and the processor ${others}, measured on ${dateOf(own.measuredAt)}.`;
}

function speedOf(speeds: readonly DeviceSpeed[], device: Device): DeviceSpeed | undefined {
  return speeds.find((speed) => speed.device === device);
}

/** Day of a time in milliseconds, such as 2026-11-21. */
export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
