import { AppError } from '../../app/contract/errors.ts';
import {
  inferenceReply,
  type SessionDevice,
  type InferenceReply,
  type InferenceRequest,
  type PredictedInstance,
} from '../../app/contract/workerMessages.ts';
import type { HostContext } from '../host/hostContext.ts';
import { createRequestWorker } from '../processes/requestWorker.ts';
import { workerEntry } from '../processes/workerEntry.ts';

export type DeviceChoice = Extract<InferenceRequest, { kind: 'open' }>['device'];

/** A model in a worker process of its own, for as long as a job needs it. */
export interface LoadedModel {
  readonly device: SessionDevice;
  /** Rejects with WORKER_CRASHED where the process died on this image; the next call finds it restarted. */
  predict(imageFile: string): Promise<readonly PredictedInstance[]>;
  /** Crashed too often: every further call is refused. */
  readonly stopped: boolean;
  close(): Promise<void>;
}

/** Starts a worker and opens the model in it; once `signal` aborts, whatever is under way is refused with CANCELLED. */
export async function openModel(
  context: Pick<HostContext, 'log' | 'knownDevices' | 'modelReaders'>,
  modelFolder: string,
  device: DeviceChoice,
  signal: AbortSignal,
): Promise<LoadedModel> {
  const worker = createRequestWorker<InferenceRequest, InferenceReply>({
    name: 'inference-worker',
    entry: workerEntry('inference'),
    log: context.log,
    reply: inferenceReply,
    progressKinds: ['deviceFound'],
  });
  const release = context.modelReaders.hold(modelFolder);
  const abort = (): void => void worker.close();
  signal.addEventListener('abort', abort, { once: true });
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', abort);
    await worker.close();
    release();
  };

  let pidWithModel: number | null = null;
  let deviceInUse: SessionDevice = 'cpu';
  const open = async (): Promise<SessionDevice> => {
    const known = await context.knownDevices.read();
    const reply = await worker.request({ kind: 'open', modelFolder, device, known }, (found) => {
      if (found.kind === 'deviceFound') void context.knownDevices.remember(found.finding);
    });
    if (reply.kind !== 'opened') throw new Error(`The inference worker answered ${reply.kind} to open`);
    pidWithModel = worker.pid;
    deviceInUse = reply.device;
    return reply.device;
  };
  const predict = async (file: string): Promise<readonly PredictedInstance[]> => {
    if (worker.pid === null || worker.pid !== pidWithModel) await open();
    const reply = await worker.request({ kind: 'predict', file }).catch(async (error: unknown) => {
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      // Neither is the image's fault, so its driver may be why.
      const isDevice = code === 'WORKER_CRASHED' || code === 'INTERNAL';
      if (isDevice && deviceInUse !== 'cpu') await context.knownDevices.forget(deviceInUse);
      throw error;
    });
    if (reply.kind !== 'predicted') throw new Error(`The inference worker answered ${reply.kind} to predict`);
    return reply.instances;
  };

  try {
    return {
      device: await open(),
      predict,
      close,
      get stopped() {
        return worker.stopped;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
