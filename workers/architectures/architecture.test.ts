import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { architectureNames, smallNetwork } from '../../tests/fixtures/catalogueNetworks.ts';
import { architectureFacts, estimateParameters } from '../../app/training/architectures.ts';
import { trainConfigFields } from '../../app/training/trainConfig.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { openSession } from '../onnx/session.ts';
import { inWebgpuForm } from '../onnx/webgpu/webgpuForm.ts';
import { initialWeights } from '../training/initialWeights.ts';
import { buildForwardGraph, mapsOutputName, modelInputName, modelOutputName } from './forwardGraph.ts';
import { countNumbers, tensorParts, type NetworkScope, type TrainableNetwork } from './trainableNetwork.ts';

type Size = readonly [height: number, width: number];

/** The network as a step has it, for images of one size; returns its output and the graph's parts. */
function buildForTraining(network: TrainableNetwork, [height, width]: Size, samples: number) {
  const builder = new GraphBuilder();
  const asked: string[] = [];
  const replaced: string[] = [];
  const tensor: NetworkScope['buffer'] = ({ name, shape }) => {
    asked.push(name);
    return builder.input(name, shape);
  };
  const scope: NetworkScope = {
    builder,
    phase: 'training',
    device: 'cpu',
    parameter: tensor,
    buffer: tensor,
    dropChannels: (x) => x,
    isHeld: () => false,
    replaceBuffer: (name) => void replaced.push(name),
  };
  const output = network.build(scope, builder.input('image', [samples, network.channels, height, width]));
  return { builder, output, asked, replaced };
}

describe.each(architectureNames)('%s', (architecture) => {
  it.each(trainConfigFields.normalisation.options)('is built for any image, normalisation %s', (normalisation) => {
    for (const [channels, width] of [
      [1, 4],
      [3, 5],
      [3, 16],
    ] as const) {
      const network = smallNetwork(architecture, { channels, width, normalisation });
      const size: Size = [network.multipleOf * 3, network.multipleOf];
      const { builder, output, asked, replaced } = buildForTraining(network, size, 2);
      expect(builder.shape(output)).toEqual([2, network.classes + network.maps.length, ...size]);
      const known = [...network.parameters, ...network.buffers].map(({ name }) => name);
      expect(asked.toSorted()).toEqual(known.toSorted());
      expect(new Set(known).size).toBe(known.length);
      expect(replaced.toSorted()).toEqual(network.buffers.map(({ name }) => name).toSorted());
      expect(network.buffers.length > 0).toBe(normalisation === 'batch');
    }
  });

  it('has about as many weights as is said', () => {
    const { depths } = architectureFacts[architecture];
    for (const width of [8, 16, 48]) {
      for (let depth = depths?.least ?? 1; depth <= (depths?.most ?? 1); depth++) {
        const { parameters } = smallNetwork(architecture, { channels: 3, width, depth });
        const ratio = estimateParameters({ architecture, width, depth }) / countNumbers(parameters);
        expect(ratio, `width ${width}, depth ${depth}`).toBeGreaterThan(0.7);
        expect(ratio, `width ${width}, depth ${depth}`).toBeLessThan(1.05);
      }
    }
  });

  it.each(['instance', 'group', 'none'] as const)(
    'finds in images of any size what it found while training, %s',
    async (normalisation) => {
      const network = smallNetwork(architecture, { channels: 3, normalisation });
      const weights = initialWeights(network, 3);
      const sessions = [buildForwardGraph(network, weights), inWebgpuForm(buildForwardGraph(network, weights))].map(
        (graph) => openSession(writeModel(graph), { device: 'cpu', threads: 1 }),
      );
      for (const [height, width] of [
        [1, 2],
        [3, 1],
      ] as const) {
        const size: Size = [height * network.multipleOf, width * network.multipleOf];
        const image = imageOf([2, 3, ...size]);
        const { builder, output } = buildForTraining(network, size, 2);
        const counts = builder.integers([network.classes, network.maps.length]);
        const [logits = '', maps = null] =
          network.maps.length === 0 ? [output] : builder.addMany('Split', [output, counts], 2, { axis: 1 });
        const wanted = [builder.add('Softmax', [logits], { axis: 1 }), ...(maps === null ? [] : [maps])];
        for (const value of wanted) builder.output(value);
        const step = await openSession(writeModel(builder.finish()), { device: 'cpu', threads: 1 });
        const parts = [...tensorParts(network.parameters, weights.parameters)];
        const feeds = parts.map(
          ([name, values]) => [name, new Tensor('float32', values, builder.shape(name))] as const,
        );
        const expected = await step.run({ image, ...Object.fromEntries(feeds) });
        await step.release();
        for (const session of sessions) {
          const found = await (await session).run({ [modelInputName]: image });
          for (const [index, name] of [modelOutputName, mapsOutputName].slice(0, wanted.length).entries()) {
            const [ours, theirs] = [found[name], expected[wanted[index] ?? '']];
            expect(ours?.dims).toEqual(theirs?.dims);
            expect(largestDifference(ours, theirs), name).toBeLessThan(1e-5);
          }
        }
      }
      for (const session of sessions) await (await session).release();
    },
  );
});

function imageOf(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return new Tensor(
    'float32',
    Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) * 1.4),
    shape,
  );
}

function largestDifference(found: Tensor | undefined, wanted: Tensor | undefined): number {
  const [a, b] = [found?.data as Float32Array, wanted?.data as Float32Array];
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}
