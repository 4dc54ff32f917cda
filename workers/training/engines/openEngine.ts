import { AppError } from '../../../app/contract/errors.ts';
import type { Device, DeviceTrial } from '../../../app/contract/workerMessages.ts';
import { chooseDevice } from '../../onnx/devices/chooseDevice.ts';
import { noNotes, type DeviceNotes } from '../../onnx/devices/deviceNotes.ts';
import { devicesToTry, speedRatio } from '../../../app/contract/deviceOrder.ts';
import { openOnnxruntimeEngine } from './onnxruntimeEngine.ts';
import { openTfjsEngine } from './openTfjsEngine.ts';
import type { StepSettings, TrainingEngine } from './trainingEngine.ts';

/**
 * Opens an engine on the wanted device. With `auto` that is the fastest one that is known or found to work, tfjs only
 * where it was measured to be that; where it cannot run this network, another takes over, the processor at last.
 */
export async function openEngine(
  settings: StepSettings,
  wanted: Device | 'auto',
  threads: number,
  notes: DeviceNotes = noNotes,
): Promise<TrainingEngine> {
  if (wanted === 'tfjs') return openTfjsEngine(settings, notes);
  const refused: DeviceTrial[] = [];
  const refuse = (device: Device, cause: unknown): void => {
    notes.forget(device);
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    const reason = cause instanceof AppError ? message : `It cannot run this network: ${message}`;
    refused.push({ device, usable: false, reason });
  };
  if (wanted === 'auto' && isTfjsFastest(notes)) {
    try {
      return await openTfjsEngine(settings, notes);
    } catch (cause) {
      refuse('tfjs', cause);
    }
  }
  const { device, trials } = await chooseDevice(wanted, notes);
  try {
    return await openOnnxruntimeEngine(settings, device, threads, [...refused, ...trials]);
  } catch (cause) {
    if (wanted !== 'auto' || device === 'cpu') throw cause;
    refuse(device, cause);
    const others = trials.filter((trial) => trial.device !== device);
    const processor = (await chooseDevice('cpu')).trials;
    return openOnnxruntimeEngine(settings, 'cpu', threads, [...refused, ...others, ...processor]);
  }
}

function isTfjsFastest({ known }: DeviceNotes): boolean {
  return devicesToTry(known)[0] === 'tfjs' && (speedRatio(known, 'tfjs') ?? 0) > 1;
}
