import { InferenceSession, Tensor } from 'onnxruntime-node';
import { withBlockedLayout } from './blockedLayout.ts';
import { elementCount, type Graph } from '../graph.ts';
import { GraphBuilder } from '../graphBuilder.ts';
import { writeModel } from '../file/modelFile.ts';

/** What onnxruntime's kernels use on processors with vectors of 16 and of 8 numbers. */
const candidates = [16, 8] as const;
const shapes = { image: [1, 32, 5, 5], kernel: [32, 32, 3, 3] } as const;
const largestError = 1e-3;

let found: Promise<number | null> | null = null;

/**
 * Channels in a block of onnxruntime's own layout on this processor; `null` where it has none. Nothing tells, so a
 * convolution is computed in both layouts, once a process.
 */
export function channelBlock(): Promise<number | null> {
  found ??= find();
  return found;
}

async function find(): Promise<number | null> {
  const builder = new GraphBuilder();
  const [image, kernel] = [builder.input('image', shapes.image), builder.input('kernel', shapes.kernel)];
  builder.output(builder.add('Conv', [image, kernel], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }));
  const graph = builder.finish();
  const expected = await run(graph);
  for (const block of candidates) {
    const computed = await run(withBlockedLayout(graph, block)).catch(() => null);
    const isRight = computed?.every((value, index) => Math.abs(value - (expected[index] ?? NaN)) < largestError);
    if (isRight) return block;
  }
  return null;
}

async function run(graph: Graph): Promise<Float32Array> {
  const session = await InferenceSession.create(writeModel(graph), {
    executionProviders: ['cpu'],
    logSeverityLevel: 4,
  });
  try {
    const numbers = (shape: readonly number[]): Tensor =>
      new Tensor(
        'float32',
        Float32Array.from({ length: elementCount(shape) }, (_, i) => Math.sin(i * 1.7)),
        shape,
      );
    const results = await session.run({ image: numbers(shapes.image), kernel: numbers(shapes.kernel) });
    return results[graph.outputs[0]?.name ?? '']?.data as Float32Array;
  } finally {
    await session.release();
  }
}
