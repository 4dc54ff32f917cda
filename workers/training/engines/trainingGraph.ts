import type { Device } from '../../../app/contract/workerMessages.ts';
import { countNumbers, tensorParts, type TensorSpec } from '../../architectures/trainableNetwork.ts';
import { addGradients } from '../../autodiff/addGradients.ts';
import { reshapeTo } from '../../autodiff/reductions.ts';
import { addLoss } from '../../losses/addLoss.ts';
import { withBlockedLayout } from '../../onnx/blocked/blockedLayout.ts';
import { elementCount, float32Tensor, type Graph } from '../../onnx/graph.ts';
import { GraphBuilder, type Value } from '../../onnx/graphBuilder.ts';
import { channelsFirst } from '../../onnx/kernelLayout.ts';
import { continueGraph } from '../../onnx/rewriteGraph.ts';
import { settleWindows } from '../../onnx/settleWindows.ts';
import { withUpsampledConvolutions } from '../../onnx/upsampledConvolutions.ts';
import { inWebgpuForm } from '../../onnx/webgpu/webgpuForm.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import type { NamedValues, Updated } from '../../optimisers/optimiser.ts';
import { ChannelDropout, type ChannelMask } from './channelDropout.ts';
import { isKernel } from './kernelOrder.ts';
import type { StepSettings } from './trainingEngine.ts';

export interface TrainingGraphSettings extends StepSettings {
  readonly device: Device;
  /**
   * Channels in a block of the processor's own layout, which also means that parameters are in the order of
   * `kernelsChannelsLast`; `null`: the plain layout, and the order of the network.
   */
  readonly block: number | null;
}

export interface TrainingGraph {
  readonly graph: Graph;
  /** Names of the outputs; those of the optimiser's state by the names of its vectors. */
  readonly loss: Value;
  readonly parameters: Value;
  /** `null` where no step changes a buffer. */
  readonly buffers: Value | null;
  readonly state: NamedValues;
  readonly masks: readonly ChannelMask[];
}

/**
 * One run of this graph is one training step: forward pass, loss, gradients and update. Its inputs are those of
 * `addForwardPass`, and by their names the vectors and the single numbers of the optimiser.
 */
export function buildTrainingGraph(settings: TrainingGraphSettings): TrainingGraph {
  const { device, block } = settings;
  const forward = new GraphBuilder();
  const { loss, parameters, buffers, masks } = addForwardPass(forward, settings, device, block !== null);
  for (const value of buffers === null ? [loss] : [loss, buffers]) forward.output(value);
  const graph = forward.finish();
  const builder = continueGraph(device === 'cpu' ? withUpsampledConvolutions(graph) : graph);
  const gradient = addGradients(builder, loss, [parameters], device, block).get(parameters) ?? '';
  const updated = addUpdate(builder, settings, parameters, gradient);
  const outputs = [loss, updated.parameters, ...Object.values(updated.state)];
  for (const value of buffers === null ? outputs : [...outputs, buffers]) builder.output(value);
  const step = settleWindows(builder.finish());
  return {
    graph: onDevice(step, device, block),
    loss,
    buffers,
    masks,
    ...updated,
  };
}

/** The step in the form that suits its device. */
function onDevice(step: Graph, device: Device, block: number | null): Graph {
  if (block !== null) return withBlockedLayout(step, block);
  return device === 'webgpu' ? inWebgpuForm(step) : step;
}

export const heldName = 'held';

export function hasHeld({ held }: Pick<StepSettings, 'held'>): boolean {
  return held !== undefined && held.size > 0;
}

export interface ForwardPass {
  readonly loss: Value;
  /** The input with all parameters. */
  readonly parameters: Value;
  /** What the buffers become; `null` where no step changes one. */
  readonly buffers: Value | null;
  /** Inputs that say which channels a step keeps. */
  readonly masks: readonly ChannelMask[];
}

/**
 * The network and its loss. The inputs are `image`, (batch, channels, patch, patch), `target`, (batch, 1 + maps,
 * patch, patch), the classes as `addLoss` takes them and then the maps, `parameters` and, where the network has any, `buffers`, all of them one after another in one
 * vector; the kernels among the parameters with channels last, if they are said to be. Where some are held, `held` is
 * the vector of the parameters once more.
 */
export function addForwardPass(
  builder: GraphBuilder,
  settings: StepSettings,
  device: Device,
  areKernelsChannelsLast = false,
): ForwardPass {
  const { network, batchSize, patchSize } = settings;
  const image = builder.input('image', [batchSize, network.channels, patchSize, patchSize]);
  const target = builder.input('target', [batchSize, 1 + network.maps.length, patchSize, patchSize]);
  const parameters = builder.input('parameters', [countNumbers(network.parameters)]);
  const buffers = network.buffers.length === 0 ? null : builder.input('buffers', [countNumbers(network.buffers)]);

  const held = settings.held ?? new Set();
  const split = (vector: Value): ReadonlyMap<string, Value> => {
    return splitTensors(builder, vector, network.parameters, device, areKernelsChannelsLast);
  };
  const parameterOf = split(parameters);
  // No gradient leads to them, so the step spends nothing on them, and their part of the optimiser's state stays zero.
  const heldOf = !hasHeld(settings) ? null : split(builder.input(heldName, builder.shape(parameters)));
  const bufferOf = buffers === null ? null : splitTensors(builder, buffers, network.buffers, device);
  const replaced = new Map<string, Value>();
  const dropout = new ChannelDropout(builder, settings.dropout, batchSize);
  const output = network.build(
    {
      builder,
      phase: 'training',
      device,
      parameter: ({ name }) => tensorOf(held.has(name) ? heldOf : parameterOf, name),
      buffer: ({ name }) => tensorOf(bufferOf, name),
      dropChannels: (x) => dropout.apply(x),
      isHeld: (name) => held.has(name),
      replaceBuffer: (name, next) => void replaced.set(name, next),
    },
    image,
  );
  const loss = addLoss(builder, output, target, settings.classWeights, settings.lossTerms, network.maps);
  const nextBuffers = replaced.size === 0 ? null : joinBuffers(builder, network.buffers, replaced, bufferOf);
  return { loss, parameters, buffers: nextBuffers, masks: dropout.masks };
}

/** The optimiser's step. Adds its vectors and single numbers to the inputs, by their names. */
export function addUpdate(
  builder: GraphBuilder,
  { network, optimiser: chosen, weightDecay, held }: StepSettings,
  parameters: Value,
  gradient: Value,
): Updated {
  const optimiser = composeOptimiser(chosen);
  const addInputs = (names: readonly string[], shape: readonly number[]): NamedValues =>
    Object.fromEntries(names.map((name) => [name, builder.input(name, shape)]));
  const state = addInputs(Object.keys(optimiser.init(new Float32Array(0))), builder.shape(parameters));
  const scalars = addInputs(Object.keys(optimiser.scalars(1, 0)), []);
  const decays = new Float32Array(countNumbers(network.parameters));
  const parts = tensorParts(network.parameters, decays);
  for (const { name, decays } of network.parameters) {
    if (decays && held?.has(name) !== true) parts.get(name)?.fill(weightDecay);
  }
  const decay = builder.constant(float32Tensor([decays.length], decays));
  return optimiser.update(builder, { parameters, gradient, decay, state, scalars });
}

function tensorOf(tensors: ReadonlyMap<string, Value> | null, name: string): Value {
  const value = tensors?.get(name);
  if (value === undefined) throw new TypeError(`The network asks for an unlisted tensor ${name}.`);
  return value;
}

/** Graphics devices bind few buffers to one operation, so there a Split and its gradient have few parts. */
const partsOnGraphicsDevice = 6;

/** Each tensor in its shape, cut out of the flat vector; its gradient is the joined gradient of the parts. */
function splitTensors(
  builder: GraphBuilder,
  vector: Value,
  specs: readonly TensorSpec[],
  device: Device,
  areKernelsChannelsLast = false,
): ReadonlyMap<string, Value> {
  const sizes = specs.map(({ shape }) => elementCount(shape));
  const parts = splitVector(
    builder,
    vector,
    sizes,
    device === 'webgpu' || device === 'cuda' ? partsOnGraphicsDevice : specs.length,
  );
  return new Map(
    specs.map(({ name, shape }, index) => {
      const part = parts[index] ?? '';
      if (!areKernelsChannelsLast || !isKernel(shape)) return [name, reshapeTo(builder, part, shape)] as const;
      const [outputs = 1, channels = 1, ...window] = shape;
      return [name, channelsFirst(builder, reshapeTo(builder, part, [outputs, ...window, channels]))] as const;
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

function joinBuffers(
  builder: GraphBuilder,
  specs: readonly TensorSpec[],
  replaced: ReadonlyMap<string, Value>,
  before: ReadonlyMap<string, Value> | null,
): Value {
  const flat = specs.map(({ name, shape }) => {
    const value = replaced.get(name) ?? tensorOf(before, name);
    return builder.add('Reshape', [value, builder.integers([elementCount(shape)])]);
  });
  return builder.add('Concat', flat, { axis: 0 });
}
