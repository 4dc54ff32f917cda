import { AppError } from '../../app/contract/errors.ts';
import { inferenceRequest, type InferenceReply, type InferenceRequest } from '../../app/contract/workerMessages.ts';
import { decodePixels } from '../images/decodePixels.ts';
import { noNotes } from '../onnx/devices/deviceNotes.ts';
import { serveRequests } from '../process/serveRequests.ts';
import { instancesOf } from './instances.ts';
import { openSegmenter, type Segmenter } from './segmenter.ts';

let segmenter: Segmenter | null = null;

/** The inference worker: one model at a time, one request after the other. */
serveRequests<InferenceRequest, InferenceReply>({
  name: 'inference-worker',
  request: inferenceRequest,
  concurrent: false,
  fault: 'The prediction failed inside the program; the log has the details.',
  handlers: {
    open: async ({ id, modelFolder, device, known }, send) => {
      const previous = segmenter;
      segmenter = null;
      await previous?.release();
      segmenter = await openSegmenter(modelFolder, device, {
        ...noNotes,
        known,
        remember: (finding) => send({ kind: 'deviceFound', id, finding }),
      });
      return { kind: 'opened', id, device: segmenter.device, trials: [...segmenter.trials] };
    },
    predict: async ({ id, file }) => {
      if (segmenter === null) throw new AppError('NO_MODEL', 'No model is open in the inference worker.');
      const start = performance.now();
      const image = await decodePixels(file);
      const instances = instancesOf(await segmenter.segment(image), image, segmenter.card);
      return { kind: 'predicted', id, instances, durationMs: performance.now() - start };
    },
  },
});
