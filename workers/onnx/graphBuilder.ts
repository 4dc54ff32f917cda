import { float32Tensor, int64Tensor, type Graph, type GraphNode, type Tensor, type ValueInfo } from './graph.ts';
import type { Attributes, Operator } from './operators.ts';
import { inferShapes } from './shapes/shapeInference.ts';
import type { TensorInfo } from './shapes/shapeRule.ts';

/** Name of a value (an edge) of the graph. */
export type Value = string;

/** Builds a graph node by node; the type and the static shape of every value are known at once. */
export class GraphBuilder {
  readonly #infos = new Map<Value, TensorInfo>();
  readonly #initializers = new Map<Value, Tensor>();
  readonly #constants = new Map<string, Value>();
  readonly #unnamed = new Set<Value>();
  readonly #computed = new Map<Value, Tensor>();
  readonly #nodes: GraphNode[] = [];
  /** Places in the list of nodes. */
  readonly #producers = new Map<Value, number>();
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #reserved: ReadonlySet<Value>;

  /** `reserved` names are given to no value that does not ask for them. */
  constructor(reserved: Iterable<Value> = []) {
    this.#reserved = new Set(reserved);
  }

  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  input(name: Value, shape: readonly number[], dataType: TensorInfo['dataType'] = 'float32'): Value {
    this.#inputs.push({ name, dataType, shape });
    this.#define(name, { dataType, shape });
    return name;
  }

  initializer(name: Value, tensor: Tensor): Value {
    this.#initializers.set(name, tensor);
    this.#define(name, tensor);
    return name;
  }

  /** An initializer without a name of its own; equal small ones are kept once. */
  constant(tensor: Tensor): Value {
    const key = tensor.data.length <= 16 ? `${tensor.dataType}[${tensor.shape.join()}]${tensor.data.join()}` : null;
    const known = key === null ? undefined : this.#constants.get(key);
    if (known !== undefined) return known;
    const name = this.initializer(this.#freshName(`constant_${this.#initializers.size}`), tensor);
    this.#unnamed.add(name);
    if (key !== null) this.#constants.set(key, name);
    return name;
  }

  scalar(value: number): Value {
    return this.constant(float32Tensor([], [value]));
  }

  integers(values: readonly number[]): Value {
    return this.constant(int64Tensor(values));
  }

  /** Adds a node with one output. `name` is given where the value is looked up later, such as an output. */
  add<O extends Operator>(operator: O, inputs: readonly Value[], attributes?: Attributes<O>, name?: Value): Value {
    const [output] = this.addMany(operator, inputs, 1, attributes, name);
    return output as Value;
  }

  /** Adds a node of which the first `outputCount` outputs are used. */
  addMany<O extends Operator>(
    operator: O,
    inputs: readonly Value[],
    outputCount: number,
    attributes: Attributes<O> = {},
    name?: Value,
  ): Value[] {
    const infos = this.#inferNode(operator, inputs, attributes).slice(0, outputCount);
    const stem = name ?? this.#freshName(`${operator}_${this.#nodes.length}`);
    const outputs = infos.map((info, i) => this.#define(i === 0 ? stem : this.#freshName(`${stem}_${i}`), info));
    this.#push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a node of another graph, with the names that it has there. */
  addNode({ operator, inputs, outputs, attributes }: GraphNode): void {
    const infos = this.#inferNode(operator, inputs, attributes);
    for (const [index, info] of infos.slice(0, outputs.length).entries()) {
      if (outputs[index] !== undefined && outputs[index] !== '') this.#define(outputs[index], info);
    }
    this.#push({ operator, inputs, outputs, attributes });
  }

  /** The node that makes `value`; `undefined` for inputs and constants. */
  nodeOf(value: Value): GraphNode | undefined {
    return this.#nodes[this.#producers.get(value) ?? -1];
  }

  /** Makes the node behind `output`, its first, give its first `outputCount` outputs, and returns their names. */
  extendOutputs(output: Value, outputCount: number): readonly Value[] {
    const index = this.#producers.get(output) ?? -1;
    const known = this.#nodes[index] as GraphNode;
    const infos = this.#inferNode(known.operator, known.inputs, known.attributes);
    const added = infos.slice(known.outputs.length, outputCount).map((info, i) => {
      return this.#define(this.#freshName(`${output}_${known.outputs.length + i}`), info);
    });
    const outputs = [...known.outputs, ...added];
    this.#nodes[index] = { ...known, outputs };
    for (const value of added) this.#producers.set(value, index);
    return outputs;
  }

  /** Marks a value as an output of the graph. */
  output(value: Value): void {
    this.#outputs.push({ name: value, ...this.info(value) });
  }

  info(value: Value): TensorInfo {
    const info = this.#infos.get(value);
    if (info === undefined) throw new TypeError(`The graph has no value ${value}.`);
    return info;
  }

  shape(value: Value): readonly number[] {
    return this.info(value).shape;
  }

  /** The constant values behind `value`; `undefined` where a run decides them. */
  tensor(value: Value): Tensor | undefined {
    return this.#initializers.get(value) ?? this.#computed.get(value);
  }

  /**
   * Says what a computed `value` is at the sizes that the graph is built for, so that shapes can follow from it, while
   * a run at other sizes computes another.
   */
  know(value: Value, tensor: Tensor): void {
    this.#computed.set(value, tensor);
  }

  /** Constants that only shapes were worked out from are left out. */
  finish(): Graph {
    const used = new Set([...this.#nodes.flatMap(({ inputs }) => inputs), ...this.#outputs.map(({ name }) => name)]);
    const kept = [...this.#initializers].filter(([name]) => used.has(name) || !this.#unnamed.has(name));
    return {
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      initializers: new Map(kept),
      nodes: [...this.#nodes],
    };
  }

  #inferNode<O extends Operator>(
    operator: O,
    inputs: readonly Value[],
    attributes: Attributes<O>,
  ): readonly TensorInfo[] {
    const infos = inputs.map((input) => (input === '' ? undefined : this.info(input)));
    return inferShapes(operator, infos, attributes, (index) => this.tensor(inputs[index] ?? ''));
  }

  #push(node: GraphNode): void {
    for (const output of node.outputs) this.#producers.set(output, this.#nodes.length);
    this.#nodes.push(node);
  }

  /** Tensors that come from outside have names of their own, which may be the same. */
  #freshName(stem: string): Value {
    let name = stem;
    for (let i = 1; this.#infos.has(name) || this.#reserved.has(name); i++) name = `${stem}_${i}`;
    return name;
  }

  #define(name: Value, { dataType, shape }: TensorInfo): Value {
    if (this.#infos.has(name)) throw new TypeError(`The graph has two values named ${name}.`);
    this.#infos.set(name, { dataType, shape });
    return name;
  }
}
