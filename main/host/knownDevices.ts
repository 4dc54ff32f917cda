import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import * as v from 'valibot';
import {
  deviceMemory,
  type Device,
  type DeviceFinding,
  type DeviceMemory,
  type DeviceSpeed,
} from '../../app/contract/workerMessages.ts';
import { machineKey, type MachineKey } from './machineKey.ts';
import { replaceFile } from './replaceFile.ts';
import { dataFolder } from './userFolders.ts';

/** What was found of this machine's devices, so that not every run has to try them. */
export interface KnownDevices {
  /** Nothing, where the machine is not what it was. */
  read(): Promise<DeviceMemory>;
  remember(finding: DeviceFinding): Promise<void>;
  rememberSpeed(speed: DeviceSpeed): Promise<void>;
  /** What failed in earnest is tried again. */
  forget(device: Device): Promise<void>;
}

const knownFile = v.object({ machine: v.record(v.string(), v.string()), ...deviceMemory.entries });
const nothing: DeviceMemory = { findings: [], speeds: [] };

export function createKnownDevices(
  log: Logger,
  folder: string = dataFolder(),
  readMachine: () => Promise<MachineKey> = machineKey,
): KnownDevices {
  const file = join(folder, 'devices.json');
  // One after the other: each change rests on the one before.
  let last: Promise<unknown> = Promise.resolve();
  const change = (update: (memory: DeviceMemory) => DeviceMemory): Promise<void> => {
    const written = last.then(async () => {
      const machine = await readMachine();
      const content = JSON.stringify({ machine, ...update(await readKnown(file, machine)) }, null, 2);
      await mkdir(folder, { recursive: true });
      replaceFile(file, content);
    });
    // Without a memory everything is tried anew, which takes longer and is no failure of what is under way.
    last = written.catch((error: unknown) => log.warn({ err: error, file }, 'devices could not be remembered'));
    return last.then(() => undefined);
  };
  return {
    read: async () => {
      await last;
      try {
        return await readKnown(file, await readMachine());
      } catch (error) {
        log.warn({ err: error }, 'the machine could not be looked at, so nothing of it is remembered');
        return nothing;
      }
    },
    remember: (finding) =>
      change(({ findings, speeds }) => ({ findings: [...without(findings, finding.device), finding], speeds })),
    rememberSpeed: (speed) =>
      change(({ findings, speeds }) => ({ findings, speeds: [...without(speeds, speed.device), speed] })),
    forget: (device) =>
      change(({ findings, speeds }) => ({ findings: without(findings, device), speeds: without(speeds, device) })),
  };
}

function without<T extends { readonly device: Device }>(known: readonly T[], device: Device): T[] {
  return known.filter((entry) => entry.device !== device);
}

/** A missing or unreadable file, or that of another machine, means that nothing is known. */
async function readKnown(file: string, machine: MachineKey): Promise<DeviceMemory> {
  try {
    const { machine: then, ...known } = v.parse(knownFile, JSON.parse(await readFile(file, 'utf8')));
    return isDeepStrictEqual(then, machine) ? known : nothing;
  } catch {
    return nothing;
  }
}
