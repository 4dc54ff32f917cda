import type { Device } from '../../../app/contract/workerMessages.ts';
import { chooseDevice } from '../../onnx/session.ts';
import { openOnnxruntimeEngine } from './onnxruntimeEngine.ts';
import { openTfjsEngine } from './openTfjsEngine.ts';
import { stepError, type StepSettings, type TrainingEngine } from './trainingEngine.ts';

/** Opens an engine on the wanted device; with `auto`, the processor takes over where a graphics device fails. */
export async function openEngine(
  settings: StepSettings,
  wanted: Device | 'auto',
  threads: number,
): Promise<TrainingEngine> {
  if (wanted === 'tfjs') return openTfjsEngine(settings);
  const { device, trials } = await chooseDevice(wanted);
  try {
    return await openOnnxruntimeEngine(settings, device, threads, trials);
  } catch (cause) {
    if (wanted !== 'auto' || device === 'cpu') throw stepError(cause, settings);
    const reason = `It cannot run this network: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''}`;
    const refused = trials.map((trial) => (trial.device === device ? { device, usable: false, reason } : trial));
    const processor = (await chooseDevice('cpu')).trials;
    return openOnnxruntimeEngine(settings, 'cpu', threads, [...refused, ...processor]);
  }
}
