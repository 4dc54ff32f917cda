import type { Logger } from 'pino';
import {
  deploymentReply,
  type ConvertedModel,
  type DeploymentReply,
  type DeploymentRequest,
} from '../../app/contract/deploymentMessages.ts';
import { createRequestWorker, type RequestBody } from '../processes/requestWorker.ts';
import { workerEntry } from '../processes/workerEntry.ts';

type Conversion = Omit<Extract<RequestBody<DeploymentRequest>, { kind: 'convert' }>, 'kind'>;

/** Converts a model in a process of its own; once `signal` aborts, it is refused with CANCELLED. */
export async function convertInWorker(
  log: Logger,
  order: Conversion,
  signal: AbortSignal,
  onImage: (done: number) => void,
): Promise<ConvertedModel> {
  const worker = createRequestWorker<DeploymentRequest, DeploymentReply>({
    name: 'deployment-worker',
    entry: workerEntry('deployment'),
    log,
    reply: deploymentReply,
    progressKinds: ['measured'],
  });
  const abort = (): void => void worker.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    const reply = await worker.request({ kind: 'convert', ...order }, (progress) => {
      if (progress.kind === 'measured') onImage(progress.done);
    });
    if (reply.kind !== 'converted') throw new Error(`The deployment worker answered ${reply.kind} to convert`);
    return reply.model;
  } finally {
    signal.removeEventListener('abort', abort);
    await worker.close();
  }
}
