import { availableParallelism } from 'node:os';
import { InferenceSession } from 'onnxruntime-node';
import type { SessionDevice } from '../../app/contract/workerMessages.ts';

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
