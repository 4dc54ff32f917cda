import { availableParallelism } from 'node:os';
import { AppError } from '../../../app/contract/errors.ts';
import type { DeviceFinding, DeviceTrial, SessionDevice } from '../../../app/contract/workerMessages.ts';
import { devicesToTry, speedRatio, speedReason } from '../../../app/contract/deviceOrder.ts';
import { noNotes, rememberedReason, type DeviceNotes } from './deviceNotes.ts';
import { tryDevice } from './tryDevice.ts';

export interface DeviceChoice {
  readonly device: SessionDevice;
  /** Every device that was considered, in order, with the reason why it was or was not taken. */
  readonly trials: readonly DeviceTrial[];
}

type GraphicsDevice = Exclude<SessionDevice, 'cpu'>;

/**
 * Takes the named device, or with `auto` the fastest that is known to work. What the notes hold is believed, but that a
 * named device does not work; anything else is tried and noted. `auto` passes over an adapter that is slower than the
 * processor, which emulations are. Throws `DEVICE_UNAVAILABLE` where the named device does not work.
 */
export async function chooseDevice(
  wanted: SessionDevice | 'auto',
  notes: DeviceNotes = noNotes,
): Promise<DeviceChoice> {
  if (wanted === 'cpu') return { device: 'cpu', trials: [processor()] };
  if (wanted !== 'auto') return { device: wanted, trials: [await requireDevice(wanted, notes)] };
  const trials: DeviceTrial[] = [];
  for (const device of devicesToTry(notes.known).filter((other) => other !== 'tfjs')) {
    const trial = await considerDevice(device, notes);
    trials.push(trial);
    if (trial.usable) return { device, trials };
  }
  return { device: 'cpu', trials: [...trials, processor()] };
}

function processor(): DeviceTrial {
  return { device: 'cpu', usable: true, reason: `${availableParallelism()} processor cores.` };
}

async function requireDevice(device: GraphicsDevice, notes: DeviceNotes): Promise<DeviceTrial> {
  const known = notes.known.findings.find((finding) => finding.device === device);
  if (known?.works === true) return { device, usable: true, reason: rememberedReason(known) };
  const { works, reason, fix } = await tryAndNote(device, 'works', notes);
  if (works) return { device, usable: true, reason };
  throw new AppError('DEVICE_UNAVAILABLE', `The device ${device} cannot be used: ${reason} ${fix}`.trim());
}

async function considerDevice(device: GraphicsDevice, notes: DeviceNotes): Promise<DeviceTrial> {
  const ratio = speedRatio(notes.known, device);
  if (ratio !== null) return { device, usable: ratio > 1, reason: speedReason(notes.known, device) ?? '' };
  const known = notes.known.findings.find((finding) => finding.device === device);
  if (known !== undefined && (!known.works || known.faster !== null)) {
    return { device, usable: known.faster === true, reason: rememberedReason(known) };
  }
  const { faster, reason } = await tryAndNote(device, 'fasterThanProcessor', notes);
  return { device, usable: faster === true, reason };
}

async function tryAndNote(
  device: GraphicsDevice,
  demand: 'works' | 'fasterThanProcessor',
  notes: DeviceNotes,
): Promise<DeviceFinding> {
  const finding = await tryDevice(device, demand);
  notes.remember(finding);
  return finding;
}
