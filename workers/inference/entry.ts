import { inspect } from 'node:util';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import {
  type DeviceFinding,
  type InferenceReply,
  inferenceRequest,
  type InferenceRequest,
} from '../../app/contract/workerMessages.ts';
import { decodePixels } from '../images/decodePixels.ts';
import { noNotes } from '../onnx/deviceNotes.ts';
import { instancesFromSegmentation } from './instances.ts';
import { openSegmenter, type Segmenter } from './segmenter.ts';

/**
 * The inference worker: one model at a time, one request after the other, over the parent's IPC channel. It ends when
 * that channel closes.
 */

type NumberedRequest = Exclude<InferenceRequest, { readonly kind: 'ping' }>;
type Handlers = {
  readonly [K in NumberedRequest['kind']]: (request: Extract<NumberedRequest, { kind: K }>) => Promise<InferenceReply>;
};

let segmenter: Segmenter | null = null;

const handlers: Handlers = {
  open: async ({ id, modelFolder, device, known }) => {
    const previous = segmenter;
    segmenter = null;
    await previous?.release();
    const remember = (finding: DeviceFinding): void => send({ kind: 'deviceFound', id, finding });
    segmenter = await openSegmenter(modelFolder, device, { ...noNotes, known, remember });
    return { kind: 'opened', id, device: segmenter.device, trials: [...segmenter.trials] };
  },
  predict: async ({ id, file }) => {
    if (segmenter === null) throw new AppError('NO_MODEL', 'No model is open in the inference worker.');
    const start = performance.now();
    const image = await decodePixels(file);
    const smallestAreas = segmenter.card.labels.map(({ smallestArea }) => smallestArea);
    const instances = instancesFromSegmentation(await segmenter.segment(image), image, smallestAreas);
    return { kind: 'predicted', id, instances, durationMs: performance.now() - start };
  },
};

function failure(id: number, error: unknown): InferenceReply {
  const known = error instanceof AppError;
  return {
    kind: 'failed',
    id,
    code: known ? error.code : 'INTERNAL',
    message: known ? error.message : 'The prediction failed inside the program; the log has the details.',
    cause: inspect(error),
  };
}

function send(reply: InferenceReply): void {
  if (process.connected) process.send?.(reply);
}

async function answer(request: NumberedRequest): Promise<void> {
  const handle = handlers[request.kind] as (request: NumberedRequest) => Promise<InferenceReply>;
  send(await handle(request).catch((error: unknown) => failure(request.id, error)));
}

if (process.send === undefined) throw new Error('The inference worker is started by the host, not by hand.');
process.title = 'inference-worker';

let queue = Promise.resolve();
process.on('message', (message) => {
  const parsed = v.safeParse(inferenceRequest, message);
  if (!parsed.success) {
    const id = v.safeParse(v.object({ id: v.number() }), message);
    const error = new AppError('INVALID_INPUT', `The request is malformed: ${v.summarize(parsed.issues)}`);
    if (id.success) send(failure(id.output.id, error));
    else process.stderr.write(`${error.message}\n`);
  } else if (parsed.output.kind === 'ping') {
    send({ kind: 'pong' });
  } else {
    const request = parsed.output;
    queue = queue.then(() => answer(request));
  }
});
process.on('disconnect', () => process.exit(0));
