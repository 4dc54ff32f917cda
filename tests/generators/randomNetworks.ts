import { elementCount, float32Tensor } from '../../workers/onnx/graph.ts';
import { GraphBuilder, type Value } from '../../workers/onnx/graphBuilder.ts';
import { normalNumber, randomSource } from '../../app/training/randomSource.ts';
import { activationLayers } from './randomActivations.ts';
import { imageLayers } from './randomImageLayers.ts';
import { shapeLayers } from './randomShapeLayers.ts';

/** Where a network bends: there, the two sides have other slopes, and rounding would decide between them. */
export interface Bend {
  readonly value: Value;
  /**
   * A number that no element may come close to; `apart`, where no two elements may; or `far`, where none may lie so far
   * out that a slope is the difference of two numbers that are almost equal.
   */
  readonly at: number | 'apart' | 'far';
}

export interface RandomNetwork {
  /** Seed and index, by which the same network is made again. */
  readonly name: string;
  readonly builder: GraphBuilder;
  /** By name, what the graph is fed and the loss is differentiated by. */
  readonly parameters: ReadonlyMap<Value, Float32Array>;
  /** What it is fed besides. */
  readonly givens: ReadonlyMap<Value, Float32Array>;
  readonly bends: readonly Bend[];
  /** One number. */
  readonly loss: Value;
}

/** Adds something to a network that is being drawn; `null` where the value does not suit it. */
export type Layer = (network: NetworkDraft, x: Value) => Value | null;

const mostElements = 400;
const mostLayers = 7;

/** A network that grows layer by layer; what it draws follows from its keys alone. */
export class NetworkDraft {
  readonly builder = new GraphBuilder();
  readonly parameters = new Map<Value, Float32Array>();
  readonly givens = new Map<Value, Float32Array>();
  readonly bends: Bend[] = [];
  readonly #random: () => number;

  constructor(...keys: readonly number[]) {
    this.#random = randomSource(...keys);
  }

  shape(x: Value): readonly number[] {
    return this.builder.shape(x);
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  number(low: number, high: number): number {
    return low + this.#random() * (high - low);
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T;
  }

  /** Normally distributed numbers around `centre`. */
  parameter(shape: readonly number[], deviation = 1, centre = 0): Value {
    const values = Float32Array.from({ length: elementCount(shape) }, () => {
      return centre + deviation * normalNumber(this.#random);
    });
    const name = `parameter${this.parameters.size}`;
    this.parameters.set(name, values);
    return this.builder.input(name, shape);
  }

  constant(shape: readonly number[], deviation = 1): Value {
    const values = Array.from({ length: elementCount(shape) }, () => deviation * normalNumber(this.#random));
    return this.builder.constant(float32Tensor(shape, values));
  }

  given(values: Float32Array): Value {
    const name = `given${this.givens.size}`;
    this.givens.set(name, values);
    return this.builder.input(name, [values.length]);
  }

  /** x moved by a number of its own for each element: what operators before it made equal is so no longer. */
  separate(x: Value): Value {
    return this.builder.add('Add', [x, this.parameter(this.shape(x))]);
  }

  bendsAt(value: Value, ...places: readonly Bend['at'][]): void {
    for (const at of places) this.bends.push({ value, at });
  }

  /** Numbers between -1 and 1, with slopes that are not lost in rounding. */
  tanh(x: Value): Value {
    this.bendsAt(x, 'far');
    return this.builder.add('Tanh', [x]);
  }

  /** Numbers above 0.5. */
  positive(x: Value): Value {
    return this.builder.add('Add', [this.builder.add('Softplus', [x]), this.builder.scalar(0.5)]);
  }
}

const layers: readonly Layer[] = [...imageLayers, ...activationLayers, ...shapeLayers];

/** Every layer begins a network in its turn, so that none is forgotten. `redraw` tells apart what replaced a network. */
export function randomNetwork(seed: number, index: number, redraw = 0): RandomNetwork {
  const draft = new NetworkDraft(seed, index, redraw);
  const { builder } = draft;
  const image = [draft.integer(1, 2), draft.integer(1, 4), draft.integer(3, 7), draft.integer(3, 7)];
  let x = draft.parameter(image);
  const count = draft.integer(2, mostLayers);
  for (let i = 0; i < count; i++) {
    const layer = i === 0 ? (layers[index % layers.length] as Layer) : draft.pick(layers);
    const y = layer(draft, x) ?? x;
    x = elementCount(draft.shape(y)) > mostElements ? shrink(draft, y) : y;
  }
  const weighted = builder.add('Mul', [x, draft.constant(draft.shape(x))]);
  const bent = builder.add('Add', [weighted, builder.add('Mul', [builder.add('Tanh', [x]), x])]);
  const loss = builder.add('ReduceMean', [bent], { keepdims: 0 });
  return {
    name: `seed ${seed}, network ${index}${redraw === 0 ? '' : `, drawn ${redraw} times again`}`,
    builder,
    parameters: draft.parameters,
    givens: draft.givens,
    bends: draft.bends,
    loss,
  };
}

/** The first elements of each axis. */
function shrink({ builder }: NetworkDraft, x: Value): Value {
  const shape = builder.shape(x);
  const lists = [shape.map(() => 0), shape.map(() => 4), [...shape.keys()]];
  return builder.add('Slice', [x, ...lists.map((list) => builder.integers(list))]);
}
