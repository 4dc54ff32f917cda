import type { Device } from '../../app/contract/workerMessages.ts';
import type { BatchStatistics } from '../onnx/compositions.ts';
import { int64Tensor, type Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import type { TensorInfo } from '../onnx/shapes/shapeRule.ts';
import { nodeError, type ForeignModel, type ForeignNode } from './foreignModel.ts';
import { knownTensor, SizeLost, valueOfKnown, type KnownTensor } from './knownValues.ts';
import { NodeAttributes } from './nodeAttributes.ts';

/** What became of a value of the file: a value of the graph, or a tensor whose numbers are known. */
export type Entry =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'tensor'; readonly tensor: Tensor }
  | { readonly kind: 'known'; readonly known: KnownTensor };

/** Where the nodes of a file are taken over to. */
export interface ReplayScope {
  readonly builder: GraphBuilder;
  /** (N, channels, H, W) */
  readonly image: Value;
  readonly device: Device;
  /** Values that stand for tensors of the file: what is learnt, and running averages. */
  readonly tensors: ReadonlyMap<string, Value>;
  /** Whether what follows from the image's size is computed at every run, so that a finished model takes any size. */
  readonly keepsSizesFree: boolean;
  /** Where the running averages of a batch normalisation go after a step; `null`: it goes by those that it has. */
  readonly advance: (node: ForeignNode) => AdvanceStatistics | null;
  /** Told of every value that a node of the file makes in the graph. */
  readonly trace?: (made: Value, node: ForeignNode) => void;
}
/** Takes the running averages after a step. */
export type AdvanceStatistics = (running: BatchStatistics) => void;

/** One node of the file while it is taken over. */
export class NodeContext {
  readonly model: ForeignModel;
  readonly node: ForeignNode;
  readonly scope: ReplayScope;
  readonly builder: GraphBuilder;
  readonly attributes: NodeAttributes;
  /** By the inputs of the node. */
  readonly entries: readonly (Entry | undefined)[];

  constructor(model: ForeignModel, node: ForeignNode, entries: readonly (Entry | undefined)[], scope: ReplayScope) {
    this.model = model;
    this.node = node;
    this.entries = entries;
    this.scope = scope;
    this.builder = scope.builder;
    this.attributes = new NodeAttributes(node, (reason) => this.refuse(reason));
  }

  get operatorSet(): number {
    return this.model.operatorSet;
  }

  has(index: number): boolean {
    return this.entries[index] !== undefined;
  }

  value(index: number): Value {
    const entry = this.entries[index];
    if (entry === undefined) this.refuse(`lacks its input ${index + 1}`);
    return valueOfEntry(this.builder, entry);
  }

  /** '' where the input is left out. */
  optional(index: number): Value {
    return this.has(index) ? this.value(index) : '';
  }

  values(): Value[] {
    return this.entries.map((_, index) => this.optional(index));
  }

  /** `undefined` where a run decides the numbers. */
  known(index: number): KnownTensor | undefined {
    const entry = this.entries[index];
    if (entry?.kind === 'tensor') return knownTensor(entry.tensor);
    return entry?.kind === 'known' ? entry.known : undefined;
  }

  /** Numbers that must be the same at every run. */
  numbers(index: number): readonly number[] {
    const known = this.known(index);
    if (known === undefined) this.refuse(`has an input ${index + 1} that is not a constant`);
    if (known.elements.some(({ formula }) => formula !== null)) throw new SizeLost();
    return known.elements.map(({ value }) => value);
  }

  info(index: number): TensorInfo {
    return this.builder.info(this.value(index));
  }

  shape(index: number): readonly number[] {
    return this.info(index).shape;
  }

  /** The shape of a value, for operators that take one as an input. */
  sizesOf(value: Value): Value {
    const shape = this.builder.shape(value);
    if (!this.scope.keepsSizesFree) return this.builder.integers(shape);
    const sizes = this.builder.add('Shape', [value]);
    this.builder.know(sizes, int64Tensor(shape));
    return sizes;
  }

  refuse(reason: string, cause?: unknown): never {
    throw nodeError(this.model.file, this.node, reason, cause);
  }
}

export function valueOfEntry(builder: GraphBuilder, entry: Entry): Value {
  if (entry.kind === 'value') return entry.value;
  return entry.kind === 'tensor' ? builder.constant(entry.tensor) : valueOfKnown(builder, entry.known);
}

/** Takes a node over: adds what it does to the graph and gives its outputs, at least those that are used. */
export type Translation = (context: NodeContext) => readonly Value[];
export type Translations = Readonly<Record<string, Translation>>;
