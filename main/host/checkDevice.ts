import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import type { DoctorCheck } from '../../app/contract/views.ts';
import { deviceFinding, type DeviceFinding } from '../../app/contract/workerMessages.ts';
import { isTfjsMadeFor } from '../engines/installTfjs.ts';
import { deviceProbe, tfjsProbe } from '../processes/workerEntry.ts';
import { workerEnvironment } from '../processes/workerEnvironment.ts';
import type { KnownDevices } from './knownDevices.ts';
import { tfjsFolder } from './userFolders.ts';

type Finding = Omit<DoctorCheck, 'name'>;

const probeTimeoutMs = 60_000;
/** How Node ends where an error of JavaScript is the reason. */
const uncaughtErrorCode = 1;
const deviceAnswer = v.omit(deviceFinding, ['device', 'triedAt']);
const tfjsAnswer = v.object({ usable: v.boolean(), reason: v.string(), fix: v.string() });

/** Tries a device of onnxruntime anew, and remembers what was found. */
export async function checkDevice(known: KnownDevices, device: 'webgpu' | 'cuda'): Promise<Finding> {
  const line = await lastLine([deviceProbe(), device, 'fasterThanProcessor']);
  const answer = line === null ? crashed : v.parse(deviceAnswer, JSON.parse(line));
  return remembered(known, { device, ...answer, triedAt: Date.now() });
}

/** Tries tfjs-node-gpu anew, and remembers what was found. */
export async function checkTfjs(known: KnownDevices): Promise<Finding> {
  const line = await lastLine([tfjsProbe(), tfjsFolder()]);
  const { usable, reason, fix } = line === null ? { usable: false, ...crashed } : v.parse(tfjsAnswer, JSON.parse(line));
  const finding = { device: 'tfjs', works: usable, faster: null, reason, fix, triedAt: Date.now() } as const;
  const check = await remembered(known, finding);
  return isTfjsMadeFor(process.platform, process.arch) ? { ...check, installs: 'tfjs-gpu' } : check;
}

const crashed = {
  works: false,
  faster: null,
  reason: 'Its driver ended the test program, or kept it waiting for a minute.',
  fix: 'Install the newest driver of the graphics card; until then, work on another device.',
};

/**
 * Of a program of its own, because a broken driver ends the process that loads it; `null` where that happened. Throws
 * where the program fails by itself.
 */
async function lastLine(args: readonly string[]): Promise<string | null> {
  const options = { timeout: probeTimeoutMs, killSignal: 'SIGKILL', env: workerEnvironment() } as const;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...args], options);
    return stdout.trim().split('\n').at(-1) ?? '';
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== uncaughtErrorCode) return null;
    throw new AppError('INTERNAL', 'The program that tries this device did not run.', cause);
  }
}

async function remembered(known: KnownDevices, finding: DeviceFinding): Promise<Finding> {
  await known.remember(finding);
  const { works, faster, reason, fix } = finding;
  return {
    state: works && faster !== false ? 'good' : 'limited',
    finding: reason,
    advice: fix,
    device: { id: finding.device, works },
  };
}
