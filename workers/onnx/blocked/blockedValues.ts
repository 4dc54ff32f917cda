import { elementCount, float32Tensor, type Graph, type GraphNode } from '../graph.ts';
import { GraphBuilder, type Value } from '../graphBuilder.ts';
import { channelsLast } from '../kernelLayout.ts';
import type { Operator } from '../operators.ts';

/** Adds a node in blocks and says so, or leaves it. */
export type BlockedForm = (layout: BlockedValues, node: GraphNode) => boolean;

export type BlockedForms = { readonly [O in Operator]?: BlockedForm };

/** Stands for a block of zeros among the indices of a move. */
export const nothing = -1;

/** A value of which every block of channels of a pixel is one of another value's, or nothing. */
export interface BlockMove {
  readonly source: Value;
  /** Nominal, (N, C, H, W). */
  readonly shape: readonly number[];
  /** For each block of a sample, which of the source's it is. */
  readonly indices: readonly number[];
  /** What makes the value in the plain layout, where that is faster than putting back its blocks. */
  readonly plainNode?: GraphNode;
}

/** Which values there are in which layout; a value is put into the other one when it is first asked for in it. */
export class BlockedValues {
  readonly builder: GraphBuilder;
  readonly block: number;
  readonly #producers: ReadonlyMap<Value, GraphNode>;
  readonly #blocked = new Map<Value, Value>();
  readonly #plain = new Set<Value>();
  readonly #moves = new Map<Value, BlockMove>();
  readonly #others = new Map<Value, Value>();
  readonly #made = new Set<Value>();

  constructor({ nodes }: Graph, block: number) {
    this.builder = new GraphBuilder(nodes.flatMap(({ outputs }) => outputs));
    this.block = block;
    this.#producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  }

  /** The shape of a value of the original graph, in either layout. */
  shape(value: Value): readonly number[] {
    return (
      this.#moves.get(value)?.shape ?? this.builder.shape(this.#blocked.get(value) ?? this.#others.get(value) ?? value)
    );
  }

  isBlocked(value: Value): boolean {
    return this.#blocked.has(value) || this.#moves.has(value);
  }

  canBeBlocked(value: Value): boolean {
    const shape = value === '' ? [] : this.shape(value);
    return shape.length === 4 && (shape[1] ?? 0) % this.block === 0;
  }

  blocked(value: Value): Value {
    const known = this.#blocked.get(value);
    if (known !== undefined) return known;
    const move = this.#moves.get(value);
    if (move !== undefined) return this.#carryOut(value, move);
    const reordered = this.builder.add('NchwcReorderInput', [value], {}, blockedName(value));
    this.#blocked.set(value, reordered);
    this.#plain.add(value);
    return reordered;
  }

  plain(value: Value): Value {
    const other = this.#others.get(value);
    if (other !== undefined) return other;
    const move = this.#moves.get(value);
    if (!this.isBlocked(value) || this.#plain.has(value)) return value;
    this.#plain.add(value);
    if (move?.plainNode !== undefined && !this.#blocked.has(value)) {
      this.builder.addNode({ ...move.plainNode, inputs: move.plainNode.inputs.map((input) => this.plain(input)) });
      return value;
    }
    const blocked = this.blocked(value);
    return this.builder.add('NchwcReorderOutput', [blocked], { channels: this.shape(value)[1] ?? 0 }, value);
  }

  /** Of as many numbers as `value` has, as one row. */
  vector(value: Value): Value {
    const node = this.#producers.get(value);
    const [source = ''] = node?.operator === 'Reshape' ? node.inputs : [];
    if (source !== '' && this.shape(source).length === 1) return this.plain(source);
    return this.builder.add('Reshape', [this.plain(value), this.builder.integers([-1])]);
  }

  /** The value that `make` gives this name when it is first asked for. */
  once(name: Value, make: (name: Value) => unknown): Value {
    if (!this.#made.has(name)) make(name);
    this.#made.add(name);
    return name;
  }

  /** How `value` comes about by moving blocks of another one; `undefined` where it does not. */
  moveOf(value: Value): BlockMove | undefined {
    return this.#moves.get(value);
  }

  /** `value` comes about by moving blocks, which is done when it is asked for, in one go with moves that follow. */
  setMove(value: Value, move: BlockMove): void {
    this.#moves.set(value, move);
  }

  /** `value` is what the original graph itself has put in blocks; in this one it is `other`. */
  replace(value: Value, other: Value): void {
    this.#others.set(value, other);
  }

  /** `value` of the original graph is `blocked` from now on. */
  set(value: Value, blocked: Value): void {
    this.#blocked.set(value, blocked);
  }

  /**
   * (O, C, rows, columns) to (O / block, C / block, rows, columns, block of C, block of O), under its nominal shape; of
   * fewer channels than a block, and of single ones, to (O / block, C, rows, columns, block of O).
   */
  kernel(value: Value): Value {
    const plain = this.plain(value);
    return this.once(blockedName(value), (name) => {
      const { builder, block } = this;
      const shape = builder.shape(plain);
      const [outputs = 0, channels = 0, ...window] = shape;
      const [outputBlocks, places] = [outputs / block, elementCount(window)];
      const isThin = channels < block;
      // One axis at a time, which onnxruntime moves several times as fast as all at once.
      const last = isThin ? plain : channelsLast(builder, plain);
      const byOutputs = builder.integers([outputBlocks, block, channels * places]);
      let moved = builder.add('Transpose', [builder.add('Reshape', [last, byOutputs])], { perm: [0, 2, 1] });
      if (!isThin) {
        const byBlocks = builder.integers([outputBlocks, places, channels / block, block ** 2]);
        moved = builder.add('Transpose', [builder.add('Reshape', [moved, byBlocks])], { perm: [0, 2, 1, 3] });
      }
      builder.add('Reshape', [moved, builder.integers(shape)], {}, name);
    });
  }

  #carryOut(value: Value, { source, shape, indices }: BlockMove): Value {
    const { builder, block } = this;
    const [samples = 1] = shape;
    const count = elementCount(this.shape(source)) / (samples * block);
    const sizes = builder.integers([samples, count, block]);
    const all = builder.add('Reshape', [this.blocked(source), sizes]);
    const zeros = float32Tensor([samples, 1, block], new Float32Array(samples * block));
    const withZeros = indices.includes(nothing)
      ? builder.add('Concat', [all, builder.constant(zeros)], { axis: 1 })
      : all;
    const list = builder.integers(indices.map((index) => (index === nothing ? count : index)));
    const taken = builder.add('Gather', [withZeros, list], { axis: 1 });
    const blocked = builder.add('Reshape', [taken, builder.integers(shape)], {}, blockedName(value));
    this.#blocked.set(value, blocked);
    return blocked;
  }
}

/** Names of this pass end in a way that no other does. */
export function blockedName(value: Value): Value {
  return `${value}/blocked`;
}
