import type { Device } from '../../app/contract/workerMessages.ts';
import type { LossTerm } from '../../app/training/lossTerms.ts';
import { architectures, type NetworkSettings, type ParameterSpec } from '../architectures/architecture.ts';
import { listParameters } from '../architectures/forwardGraph.ts';
import { addGradients } from '../autodiff/addGradients.ts';
import { addLoss } from '../losses/addLoss.ts';
import { withBlockedLayout } from '../onnx/blockedLayout.ts';
import { elementCount, float32Tensor, type Graph } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { composeOptimiser, type OptimiserSettings } from '../optimisers/composeOptimiser.ts';
import type { NamedValues } from '../optimisers/optimiser.ts';

export interface TrainingGraphSettings {
  readonly network: NetworkSettings;
  readonly batchSize: number;
  readonly patchSize: number;
  readonly device: Device;
  /** Channels in a block of the processor's own layout; `null`: the plain layout. */
  readonly block: number | null;
  readonly classWeights: readonly number[];
  readonly lossTerms: readonly LossTerm[];
  readonly optimiser: OptimiserSettings;
  readonly weightDecay: number;
}

export interface TrainingGraph {
  readonly graph: Graph;
  /** Names of the outputs; those of the optimiser's state by the names of its vectors. */
  readonly loss: Value;
  readonly parameters: Value;
  readonly state: NamedValues;
}

/**
 * One run of this graph is one training step: forward pass, loss, gradients and update. Its inputs are `image`, (batch,
 * channels, patch, patch), `target`, (batch, 1, patch, patch) as `addLoss` takes it, `parameters`, all of them one after
 * another in one vector, and by their names the vectors and the single numbers of the optimiser.
 */
export function buildTrainingGraph(settings: TrainingGraphSettings): TrainingGraph {
  const { network, batchSize, patchSize, device } = settings;
  const specs = listParameters(network);
  const count = parameterCount(specs);
  const builder = new GraphBuilder();
  const image = builder.input('image', [batchSize, network.channels, patchSize, patchSize]);
  const target = builder.input('target', [batchSize, 1, patchSize, patchSize]);
  const parameters = builder.input('parameters', [count]);
  const optimiser = composeOptimiser(settings.optimiser);
  const addInputs = (names: readonly string[], shape: readonly number[]): NamedValues =>
    Object.fromEntries(names.map((name) => [name, builder.input(name, shape)]));
  const state = addInputs(Object.keys(optimiser.init(new Float32Array(0))), [count]);
  const scalars = addInputs(Object.keys(optimiser.scalars(1, 0)), []);

  const split = splitParameters(builder, parameters, specs, device);
  const logits = architectures[network.architecture].build(builder, image, network, ({ name }) => {
    const value = split.get(name);
    if (value === undefined) throw new TypeError(`The architecture asks for an unlisted parameter ${name}.`);
    return value;
  });
  const loss = addLoss(builder, logits, target, settings.classWeights, settings.lossTerms);
  const gradient = addGradients(builder, loss, [parameters], device).get(parameters) ?? '';

  const decays = specs.flatMap(({ shape, decays }) =>
    Array.from({ length: elementCount(shape) }, () => (decays ? settings.weightDecay : 0)),
  );
  const decay = builder.constant(float32Tensor([count], decays));
  const updated = optimiser.update(builder, { parameters, gradient, decay, state, scalars });
  for (const value of [loss, updated.parameters, ...Object.values(updated.state)]) builder.output(value);
  const graph = builder.finish();
  return { graph: settings.block === null ? graph : withBlockedLayout(graph, settings.block), loss, ...updated };
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
