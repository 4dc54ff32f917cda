import type { Device, DeviceFinding, DeviceMemory } from '../../../app/contract/workerMessages.ts';
import { dateOf } from '../../../app/contract/deviceOrder.ts';

/** What a process was told of this machine's devices when it started, and how it tells what it learns of them. */
export interface DeviceNotes {
  readonly known: DeviceMemory;
  readonly remember: (finding: DeviceFinding) => void;
  /** Of a device that was taken and failed. */
  readonly forget: (device: Device) => void;
}

/** Every device is tried anew, and nobody is told. */
export const noNotes: DeviceNotes = {
  known: { findings: [], speeds: [] },
  remember: () => undefined,
  forget: () => undefined,
};

/** The words of a trial that was not made now. */
export function rememberedReason({ reason, triedAt }: DeviceFinding): string {
  return `${reason} Remembered from ${dateOf(triedAt)}.`;
}
