import { AppError } from '../../app/contract/errors.ts';
import type { Device } from '../../app/contract/workerMessages.ts';
import { causeOfFailure, lostDevice, outOfMemory } from '../../app/training/runFailure.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';

/**
 * The error of a run in plain words, where memory ran out or the graphics device is gone; any other as it is. `when` is
 * such as "in step 12".
 */
export function runError(cause: unknown, when: string, device: Device | 'auto', config: TrainConfig): unknown {
  if (cause instanceof AppError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  const kind = causeOfFailure(text);
  if (kind === 'memory' || kind === 'heap') return outOfMemory(when, config, cause);
  const isGraphics = device !== 'cpu' && device !== 'auto';
  return isGraphics && (kind === 'device' || isOfRuntime(text)) ? lostDevice(device, when, cause) : cause;
}

/** What a session that has run before throws when its device fails, in whatever words the driver had. */
function isOfRuntime(text: string): boolean {
  return /Non-zero status code|OrtRun/.test(text);
}
