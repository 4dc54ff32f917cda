import type { Device } from '../../app/contract/workerMessages.ts';
import type { MapKind } from '../../app/training/separation.ts';
import { elementCount } from '../onnx/graph.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';

/** A tensor of a network that changes while it learns. */
export interface TensorSpec {
  /** Unique; the name of the initializer in the model file. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialisation:
    | { readonly kind: 'zeros' }
    | { readonly kind: 'ones' }
    | { readonly kind: 'normal'; readonly deviation: number }
    | { readonly kind: 'values'; readonly values: Float32Array };
}

/** A tensor that is learnt by its gradient. */
export interface ParameterSpec extends TensorSpec {
  /** Whether weight decay pulls it to zero: kernels, but no biases and scales. */
  readonly decays: boolean;
}

/** What a network is built in: the graph, and its own tensors, asked for in an order that never changes. */
export interface NetworkScope {
  readonly builder: GraphBuilder;
  /** While training, normalisation may depend on the batch; afterwards it may not. */
  readonly phase: 'training' | 'inference';
  readonly device: Device;
  readonly parameter: (spec: ParameterSpec) => Value;
  /** A tensor that a training step replaces without a gradient, such as a running average. */
  readonly buffer: (spec: TensorSpec) => Value;
  /**
   * `x` (N, C, ...) with whole channels of each image left out at random and the others raised to make up for them, while
   * a step trains with dropout (Tompson et al., "Efficient object localization using convolutional networks", 2015);
   * otherwise `x` itself.
   */
  readonly dropChannels: (x: Value) => Value;
  /** Whether the parameter of this name stays as it is; what is normalised by it then goes by the running averages. */
  readonly isHeld: (name: string) => boolean;
  /** What the buffer of this name becomes after a training step; without it, the buffer stays. */
  readonly replaceBuffer: (name: string, next: Value) => void;
}

/** A network with its tensors left open: all that training and export need to know of it, whoever built it. */
export interface TrainableNetwork {
  /** Name of the architecture, for the model's card. */
  readonly name: string;
  /** Channels of the image. */
  readonly channels: number;
  /** Classes of the output; class 0 is the background. */
  readonly classes: number;
  /** Planes of plain numbers that the network gives out beside the classes. */
  readonly maps: readonly MapKind[];
  /** Height and width of the image must be multiples of this. */
  readonly multipleOf: number;
  /** The finished network takes images of this height and width alone; left out where it takes any. */
  readonly onlySize?: number;
  readonly parameters: readonly ParameterSpec[];
  readonly buffers: readonly TensorSpec[];
  /** Names of parameters that stay as they are until the run thaws; left out where all learn. */
  readonly held?: readonly string[];
  /** Adds the network to the graph: image (N, channels, H, W) to (N, classes + maps, H, W), the logits first. */
  readonly build: (scope: NetworkScope, image: Value) => Value;
}

/** The numbers of a network: each vector holds the tensors of one kind one after another, in the order of their specs. */
export interface NetworkWeights {
  readonly parameters: Float32Array;
  readonly buffers: Float32Array;
}

/** Completes a network by the list of its tensors, which it tells while it is built once for nothing. */
export function trainableNetwork(network: Omit<TrainableNetwork, 'parameters' | 'buffers'>): TrainableNetwork {
  const parameters: ParameterSpec[] = [];
  const buffers: TensorSpec[] = [];
  const builder = new GraphBuilder();
  const image = builder.input('image', [1, network.channels, network.multipleOf, network.multipleOf]);
  const keep = <S extends TensorSpec>(specs: S[], spec: S): Value => {
    specs.push(spec);
    return builder.input(spec.name, spec.shape);
  };
  const scope: NetworkScope = {
    builder,
    phase: 'inference',
    device: 'cpu',
    parameter: (spec) => keep(parameters, spec),
    buffer: (spec) => keep(buffers, spec),
    dropChannels: (x) => x,
    isHeld: () => false,
    replaceBuffer: () => undefined,
  };
  network.build(scope, image);
  return { ...network, parameters, buffers };
}

export function countNumbers(specs: readonly TensorSpec[]): number {
  return specs.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/** Each tensor's own part of a vector that holds them one after another. */
export function tensorParts(specs: readonly TensorSpec[], vector: Float32Array): ReadonlyMap<string, Float32Array> {
  let offset = 0;
  return new Map(
    specs.map(({ name, shape }) => {
      const start = offset;
      offset += elementCount(shape);
      return [name, vector.subarray(start, offset)] as const;
    }),
  );
}
