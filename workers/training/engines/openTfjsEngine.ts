import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AppError } from '../../../app/contract/errors.ts';
import { noNotes, rememberedReason, type DeviceNotes } from '../../onnx/devices/deviceNotes.ts';
import { programBeside } from '../../process/programBeside.ts';
import { loadTfjs } from './loadTfjs.ts';
import { TfjsEngine } from './tfjsEngine.ts';
import type { TfjsFinding } from './tfjsProbe.ts';
import type { StepSettings, TrainingEngine } from './trainingEngine.ts';

/** The first start on a new card may compile the library's programs for it. */
const probeTimeoutMs = 60_000;

/**
 * Opens tfjs-node-gpu, which the host installed into the folder that `MASKWRIGHT_TFJS` names. Throws `DEVICE_UNAVAILABLE`
 * with the first thing that is missing and its fix.
 */
export async function openTfjsEngine(
  settings: StepSettings,
  notes: DeviceNotes = noNotes,
  folder = process.env.MASKWRIGHT_TFJS,
): Promise<TrainingEngine> {
  const reason = await requireTfjs(folder ?? '', notes);
  const tf = await loadTfjs(folder ?? '').catch((cause: unknown) => {
    throw new AppError('DEVICE_UNAVAILABLE', 'The device tfjs answered its test and does not start now.', cause);
  });
  return new TfjsEngine(tf, settings, [{ device: 'tfjs', usable: true, reason }]);
}

/** Why it can be used. That it could not once is not believed: something may have been installed since. */
async function requireTfjs(folder: string, { known, remember }: DeviceNotes): Promise<string> {
  const noted = known.findings.find(({ device }) => device === 'tfjs');
  if (noted?.works === true) return rememberedReason(noted);
  const { usable, reason, fix } = await probe(folder);
  remember({ device: 'tfjs', works: usable, faster: null, reason, fix, triedAt: Date.now() });
  if (usable) return reason;
  throw new AppError('DEVICE_UNAVAILABLE', `The device tfjs cannot be used: ${reason} ${fix}`.trim());
}

async function probe(folder: string): Promise<TfjsFinding> {
  const script = fileURLToPath(programBeside(import.meta.url, 'probeTfjs'));
  try {
    const options = { timeout: probeTimeoutMs, killSignal: 'SIGKILL' } as const;
    const { stdout } = await promisify(execFile)(process.execPath, [script, folder], options);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as TfjsFinding;
  } catch (cause) {
    const { killed, signal, code } = cause as { killed?: boolean; signal?: string | null; code?: number | string };
    const how = killed ? 'took too long' : `ended with ${signal ?? code}`;
    return { usable: false, reason: `Its test program ${how}.`, fix: 'Train on another device.' };
  }
}
