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
  context: HostContext,
  modelFolder: string,
  device: DeviceChoice,
  signal: AbortSignal,
): Promise<LoadedModel> {
  const worker = createRequestWorker<InferenceRequest, InferenceReply>({
    name: 'inference-worker',
    entry: workerEntry('inference'),
    log: context.log,
    reply: inferenceReply,
  });
  const abort = (): void => void worker.close();
  signal.addEventListener('abort', abort, { once: true });
  const close = (): Promise<void> => {
    signal.removeEventListener('abort', abort);
    return worker.close();
  };

  let pidWithModel: number | null = null;
  const open = async (): Promise<SessionDevice> => {
    const reply = await worker.request({ kind: 'open', modelFolder, device });
    if (reply.kind !== 'opened') throw new Error(`The inference worker answered ${reply.kind} to open`);
    pidWithModel = worker.pid;
    return reply.device;
  };
  const predict = async (file: string): Promise<readonly PredictedInstance[]> => {
    if (worker.pid === null || worker.pid !== pidWithModel) await open();
    const reply = await worker.request({ kind: 'predict', file });
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
