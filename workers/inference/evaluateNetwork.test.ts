import { expect, it } from 'vitest';
import { evaluateNetwork } from './evaluateNetwork.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32Tensor } from '../onnx/graph.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { openSession } from '../onnx/session.ts';
import { SemanticNetwork } from './segmenter.ts';

/** A "network" whose three input channels are the logarithms of the probabilities. */
async function transparentNetwork(): Promise<SemanticNetwork> {
  const builder = new GraphBuilder();
  const scaled = builder.add('Mul', [builder.input('image', [1, 3, 2, 4]), builder.constant(float32Tensor([], [1]))]);
  builder.output(builder.add('Softmax', [scaled], { axis: 1 }, 'probabilities'));
  const graph = builder.finish();
  const session = await openSession(writeModel(graph), { device: 'cpu', threads: 1 });
  return new SemanticNetwork(session, {
    inputName: 'image',
    outputName: 'probabilities',
    mapsName: null,
    separation: 'components',
    intensities: 'dataset',
    multipleOf: 1,
    tileSize: 8,
    normalisation: { mean: [0, 0, 0], standardDeviation: [1, 1, 1] },
  });
}

it('adds pixels up over all images, and leaves out what is ignored and labels that are not shown', async () => {
  const network = await transparentNetwork();
  const image = (classes: number[], truth: number[]) => ({
    pixels: {
      width: 4,
      height: 2,
      channels: 3 as const,
      bitDepth: 8 as const,
      data: Uint8Array.from(classes.flatMap((index) => [0, 1, 2].map((k) => (k === index ? 9 : 0)))),
    },
    // Every pixel is an object of its own.
    objectMap: Uint16Array.from(truth.keys()),
    classOfObject: Uint8Array.from(truth),
  });
  const images = [
    image([1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 0, 255, 0, 0, 1, 1]),
    image([0, 0, 0, 1, 2, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0]),
  ];
  const score = await evaluateNetwork(network, images, [1, 1], 'components');
  const right = -Math.log(Math.exp(9) / (Math.exp(9) + 2));
  const wrong = -Math.log(1 / (Math.exp(9) + 2));
  expect(score?.dicePerLabel).toEqual([(2 * 3) / (5 + 4), null]);
  expect(score?.dice).toBeCloseTo(6 / 9, 12);
  expect(score?.loss).toBeCloseTo((11 * right + 4 * wrong) / 15, 4);
  expect(await evaluateNetwork(network, images, [1, 1], 'components', () => true)).toBeNull();
});
