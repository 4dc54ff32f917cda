import type { Device } from '../../app/contract/workerMessages.ts';
import { architectures, type NetworkSettings, type ParameterSpec } from '../architectures/architecture.ts';
import { listParameters } from '../architectures/forwardGraph.ts';
import { adamW } from '../autodiff/adamW.ts';
import { addGradients } from '../autodiff/addGradients.ts';
import { withBlockedLayout } from '../onnx/blockedLayout.ts';
import { elementCount, float32Tensor, type Graph } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { addSegmentationLoss } from './segmentationLoss.ts';

export interface TrainingGraphSettings {
  readonly network: NetworkSettings;
  readonly batchSize: number;
  readonly patchSize: number;
  readonly device: Device;
  /** Channels in a block of the processor's own layout; `null`: the plain layout. */
  readonly block: number | null;
  readonly classWeights: readonly number[];
  readonly diceWeight: number;
  readonly weightDecay: number;
}

/** Names of the graph's inputs and outputs; vectors hold all parameters one after another. */
export const trainingInputs = [
  'image',
  'target',
  'parameters',
  'firstMoment',
  'secondMoment',
  'learningRate',
  'firstCorrection',
  'secondCorrection',
] as const;
export const trainingOutputs = ['loss', 'newParameters', 'newFirstMoment', 'newSecondMoment'] as const;

/**
 * One run of this graph is one training step: forward pass, loss, gradients and the AdamW update. `image` is
 * (batch, channels, patch, patch), `target` (batch, 1, patch, patch) as `addSegmentationLoss` takes it.
 */
export function buildTrainingGraph(settings: TrainingGraphSettings): Graph {
  const { network, batchSize, patchSize, device } = settings;
  const specs = listParameters(network);
  const count = parameterCount(specs);
  const builder = new GraphBuilder();
  const image = builder.input('image', [batchSize, network.channels, patchSize, patchSize]);
  const target = builder.input('target', [batchSize, 1, patchSize, patchSize]);
  const parameters = builder.input('parameters', [count]);
  const state = {
    firstMoment: builder.input('firstMoment', [count]),
    secondMoment: builder.input('secondMoment', [count]),
  };
  const scalars = {
    learningRate: builder.input('learningRate', []),
    firstCorrection: builder.input('firstCorrection', []),
    secondCorrection: builder.input('secondCorrection', []),
  };

  const split = splitParameters(builder, parameters, specs, device);
  const logits = architectures[network.architecture].build(builder, image, network, ({ name }) => {
    const value = split.get(name);
    if (value === undefined) throw new TypeError(`The architecture asks for an unlisted parameter ${name}.`);
    return value;
  });
  const loss = addSegmentationLoss(builder, logits, target, settings.classWeights, settings.diceWeight);
  const gradient = addGradients(builder, loss, [parameters], device).get(parameters) ?? '';

  const decays = specs.flatMap(({ shape, decays }) =>
    Array.from({ length: elementCount(shape) }, () => (decays ? settings.weightDecay : 0)),
  );
  const decay = builder.constant(float32Tensor([count], decays));
  const updated = adamW.update(builder, parameters, gradient, state, scalars, decay);
  const { firstMoment, secondMoment } = updated.state;
  for (const value of [loss, updated.parameters, firstMoment, secondMoment]) builder.output(value);
  const graph = builder.finish();
  return settings.block === null ? graph : withBlockedLayout(graph, settings.block);
}

export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/** Graphics devices bind few buffers to one operation, so there a Split and its gradient have few parts. */
const partsOnGraphicsDevice = 6;

/** Each parameter in its shape, cut out of the flat vector; its gradient is the joined gradient of the parts. */
function splitParameters(
  builder: GraphBuilder,
  parameters: Value,
  specs: readonly ParameterSpec[],
  device: Device,
): ReadonlyMap<string, Value> {
  const sizes = specs.map(({ shape }) => elementCount(shape));
  const parts = splitVector(builder, parameters, sizes, device === 'cpu' ? specs.length : partsOnGraphicsDevice);
  return new Map(
    specs.map(({ name, shape }, index) => {
      return [name, builder.add('Reshape', [parts[index] ?? '', builder.integers(shape)])] as const;
    }),
  );
}

function splitVector(builder: GraphBuilder, vector: Value, sizes: readonly number[], most: number): Value[] {
  if (sizes.length === 1) return [vector];
  const perPart = Math.ceil(sizes.length / Math.min(most, sizes.length));
  const groups = Array.from({ length: Math.ceil(sizes.length / perPart) }, (_, i) => {
    return sizes.slice(i * perPart, (i + 1) * perPart);
  });
  const sums = builder.integers(groups.map((group) => group.reduce((sum, size) => sum + size, 0)));
  const parts = builder.addMany('Split', [vector, sums], groups.length, { axis: 0 });
  return parts.flatMap((part, i) => splitVector(builder, part, groups[i] ?? [], most));
}
