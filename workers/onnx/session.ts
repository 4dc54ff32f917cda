import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InferenceSession } from 'onnxruntime-node';
import { AppError } from '../../app/contract/errors.ts';
import type { DeviceTrial, SessionDevice } from '../../app/contract/workerMessages.ts';
import { programBeside } from './programBeside.ts';

export interface DeviceChoice {
  readonly device: SessionDevice;
  /** Every device that was considered, in order, with the reason why it was or was not taken. */
  readonly trials: readonly DeviceTrial[];
}

const devicesBestFirst = ['cuda', 'webgpu', 'cpu'] as const satisfies readonly SessionDevice[];
const probeTimeoutMs = 60_000;

/**
 * Takes the named device, or with `auto` the first that works. Each graphics provider is tried in a child process of
 * its own, because a broken driver ends the process that loads it. `auto` passes over an adapter that is slower than
 * the processor, which emulations are. Throws `DEVICE_UNAVAILABLE` where the named device does not work.
 */
export async function chooseDevice(wanted: SessionDevice | 'auto'): Promise<DeviceChoice> {
  if (wanted !== 'auto') {
    const trial = await tryDevice(wanted);
    if (!trial.usable) throw new AppError('DEVICE_UNAVAILABLE', `The device ${wanted} cannot be used: ${trial.reason}`);
    return { device: wanted, trials: [trial] };
  }
  const trials: DeviceTrial[] = [];
  for (const device of devicesBestFirst) {
    const trial = await tryDevice(device, 'fasterThanProcessor');
    trials.push(trial);
    if (trial.usable) return { device, trials };
  }
  throw new AppError('DEVICE_UNAVAILABLE', 'No device can run a network, not even the processor.');
}

async function tryDevice(
  device: SessionDevice,
  demand: 'works' | 'fasterThanProcessor' = 'works',
): Promise<DeviceTrial> {
  if (device === 'cpu') return { device, usable: true, reason: `${availableParallelism()} processor cores.` };
  const script = fileURLToPath(programBeside(import.meta.url, 'probeDevice'));
  try {
    const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
    const options = { timeout: probeTimeoutMs, killSignal: 'SIGKILL', env } as const;
    const { stdout } = await promisify(execFile)(process.execPath, [script, device, demand], options);
    const answer = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { usable: boolean; reason: string };
    return { device, ...answer };
  } catch (cause) {
    const { killed, signal, code } = cause as { killed?: boolean; signal?: string | null; code?: number | string };
    const how = killed ? 'took too long' : `ended with ${signal ?? code}`;
    return { device, usable: false, reason: `The test program for it ${how}.` };
  }
}

export interface SessionChoice {
  readonly device: SessionDevice;
  /** 0: one for each core. */
  readonly threads?: number;
}

/** A session on one device alone; operators that it lacks run on the processor. */
export async function openSession(model: Uint8Array | string, choice: SessionChoice): Promise<InferenceSession> {
  const options = sessionOptions(choice);
  return typeof model === 'string' ? InferenceSession.create(model, options) : InferenceSession.create(model, options);
}

export function sessionOptions({ device, threads }: SessionChoice): InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads || availableParallelism(),
    logSeverityLevel: 3,
    // It would plan memory after the first run and allocate it beside what that run took: twice the peak, no faster.
    enableMemPattern: false,
    // Threads that spin while they wait take the processor from everything else, and from each other on a busy machine.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
