import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import { deviceMemory } from '../../app/contract/workerMessages.ts';
import { RunInterruption } from '../../app/training/runFailure.ts';
import { noNotes, type DeviceNotes } from '../onnx/devices/deviceNotes.ts';
import { listenToParent, sendToParent } from './parent.ts';
import { openTrainingRun } from './trainingRun.ts';
import { stoppedBeforeStart, Trainer } from './trainer.ts';

/**
 * The training worker: `node entry.ts <run folder> [<DeviceMemory as JSON>]`. Trains from `config.json` and `dataset.json`,
 * goes on from the last checkpoint where there is one, and leaves `model.onnx`, `card.json`, `metrics.jsonl`, previews and
 * checkpoints there.
 */
process.title = 'maskwright training-worker';

let state: 'preparing' | 'training' | 'stopping' = 'preparing';
listenToParent(() => {
  if (state === 'preparing') void failAndExit(stoppedBeforeStart());
  else state = 'stopping';
});

async function main(runFolder: string | undefined, memory: string | undefined): Promise<void> {
  if (runFolder === undefined)
    throw new AppError('INVALID_INPUT', 'The training worker needs the path of a run folder.');
  const run = await openTrainingRun(runFolder, deviceNotes(memory));
  state = 'training';
  await new Trainer(run, sendToParent, () => state === 'stopping').train();
  await run.batches.close();
  await run.engine.release();
}

function deviceNotes(memory: string | undefined): DeviceNotes {
  return {
    known: memory === undefined ? noNotes.known : v.parse(deviceMemory, JSON.parse(memory)),
    remember: (finding) => void sendToParent({ kind: 'deviceFound', finding }),
    forget: (device) => void sendToParent({ kind: 'deviceFailed', device }),
  };
}

async function failAndExit(error: unknown): Promise<never> {
  const known = error instanceof AppError ? error : null;
  await sendToParent({
    kind: 'failed',
    code: known?.code ?? 'TRAINING_FAILED',
    message: known?.message ?? 'Training failed because of a fault in the program.',
    cause: causeText(error),
    canGoOn: error instanceof RunInterruption || known?.code === 'DISK_FULL',
    remedy: error instanceof RunInterruption ? error.remedy : null,
  });
  process.exit(1);
}

function causeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? (error.stack ?? error.message) : `${error.message}: ${causeText(error.cause)}`;
}

await main(process.argv[2], process.argv[3]).catch(failAndExit);
process.exit(0);
