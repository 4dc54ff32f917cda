import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../app/contract/errors.ts';
import type { TrainableNetwork } from '../architectures/trainableNetwork.ts';
import type { Graph } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { SizeLost } from './knownValues.ts';

const steps = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/**
 * What height and width of an image must be multiples of, found by building the network for several sizes; `null` where
 * it takes one size only, because it cannot be built for others or has numbers in it that belong to one.
 */
export function sizesTaken(network: TrainableNetwork, patchSize: number): number | null {
  const multipleOf = steps.find((step) => patchSize % step === 0 && takesMultiplesOf(network, step));
  return multipleOf ?? null;
}

/** The finished graph must be the same for every size: all that differs is worked out when it runs. */
function takesMultiplesOf(network: TrainableNetwork, step: number): boolean {
  const shapes = [
    [1, 1, 1],
    [2, 1, 2],
    [1, 3, 5],
    [1, 4, 2],
  ] as const;
  const graphs: Graph[] = [];
  for (const [samples, rows, columns] of shapes) {
    const graph = graphFor(network, samples, rows * step, columns * step);
    if (graph === null || (graphs[0] !== undefined && !isSame(graphs[0], graph))) return false;
    graphs.push(graph);
  }
  return true;
}

function graphFor(network: TrainableNetwork, samples: number, height: number, width: number): Graph | null {
  const builder = new GraphBuilder();
  const image = builder.input('image', [samples, network.channels, height, width]);
  try {
    const logits = network.build(
      {
        builder,
        phase: 'inference',
        device: 'cpu',
        parameter: ({ name, shape }) => builder.input(name, shape),
        buffer: ({ name, shape }) => builder.input(name, shape),
        dropChannels: (x) => x,
        isHeld: () => false,
        replaceBuffer: () => undefined,
      },
      image,
    );
    const expected = [samples, network.classes + network.maps.length, height, width];
    return isDeepStrictEqual(builder.shape(logits), expected) ? builder.finish() : null;
  } catch (error) {
    if (error instanceof SizeLost || error instanceof AppError) return null;
    throw error;
  }
}

function isSame(a: Graph, b: Graph): boolean {
  return isDeepStrictEqual(a.nodes, b.nodes) && isDeepStrictEqual(a.initializers, b.initializers);
}
