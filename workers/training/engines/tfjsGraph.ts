import type { Tensor as TfjsTensor } from '@tensorflow/tfjs-core';
import { AppError } from '../../../app/contract/errors.ts';
import type { Graph, GraphNode, Tensor } from '../../onnx/graph.ts';
import type { Value } from '../../onnx/graphBuilder.ts';
import type { Operator } from '../../onnx/operators.ts';
import type { TensorInfo } from '../../onnx/shapes/shapeRule.ts';
import { inferValues } from '../../onnx/shapes/valueInfos.ts';
import {
  CannotExpress,
  changeLayout,
  type Layout,
  type PlanContext,
  type Step,
  type Tfjs,
  type TfjsOperator,
} from './tfjsOperator.ts';
import { tfjsOperators, unknownToTfjs, type KnownToTfjs } from './tfjsOperators.ts';

interface PlannedNode {
  readonly node: GraphNode;
  readonly step: Step;
  readonly inputLayouts: readonly Layout[];
  readonly outputLayouts: readonly Layout[];
}

const imageRank = 4;

/**
 * Runs a graph with fixed sizes by tfjs's operators. Images keep their channels last from one operator to the next; they
 * are turned where an operator needs ONNX's order, and at the borders.
 */
export class TfjsGraph {
  readonly #tf: Tfjs;
  readonly #graph: Graph;
  readonly #planned: readonly PlannedNode[];
  readonly #constants = new Map<Value, TfjsTensor>();

  /** Throws `DEVICE_UNAVAILABLE`, with the operator and its node, where tfjs cannot express one. */
  constructor(tf: Tfjs, graph: Graph) {
    this.#tf = tf;
    this.#graph = graph;
    this.#planned = planNodes(tf, graph);
  }

  /**
   * The wanted values, in ONNX's order of axes, from the graph's inputs. Called within `tf.tidy` or a gradient of tfjs,
   * which then owns every tensor that is made here but the constants.
   */
  run(inputs: ReadonlyMap<Value, TfjsTensor>, wanted: readonly Value[]): TfjsTensor[] {
    const values = new RunValues(this.#tf, (name) => inputs.get(name) ?? this.#constant(name));
    for (const { node, step, inputLayouts, outputLayouts } of this.#planned) {
      const results = step((index) => values.read(node.inputs[index] ?? '', inputLayouts[index] ?? 'plain'));
      const list = Array.isArray(results) ? (results as readonly TfjsTensor[]) : [results as TfjsTensor];
      for (const [i, output] of node.outputs.entries()) {
        values.write(output, list[i] as TfjsTensor, outputLayouts[i] ?? 'plain');
      }
    }
    return wanted.map((name) => values.read(name, 'plain'));
  }

  /** Frees the constants. */
  release(): void {
    for (const tensor of this.#constants.values()) tensor.dispose();
    this.#constants.clear();
  }

  #constant(name: Value): TfjsTensor {
    const known = this.#constants.get(name);
    if (known !== undefined) return known;
    const initializer = this.#graph.initializers.get(name);
    if (initializer === undefined) throw new TypeError(`The graph is not given its input ${name}.`);
    const tensor = this.#tf.keep(tfjsTensor(this.#tf, initializer));
    this.#constants.set(name, tensor);
    return tensor;
  }
}

export function tfjsTensor(tf: Tfjs, { dataType, shape, data }: Tensor): TfjsTensor {
  const sizes = [...shape];
  if (dataType === 'float32') return tf.tensor(data, sizes, 'float32');
  if (dataType === 'float64') return tf.tensor(Float32Array.from(data), sizes, 'float32');
  if (dataType === 'bool') return tf.tensor(data, sizes, 'bool');
  return tf.tensor(Int32Array.from(data as ArrayLike<number | bigint>, Number), sizes, 'int32');
}

/** The values of one run, each in the layouts that it was asked for. */
class RunValues {
  readonly #tf: Tfjs;
  readonly #given: (name: Value) => TfjsTensor;
  readonly #tensors: Readonly<Record<Layout, Map<Value, TfjsTensor>>> = { plain: new Map(), channelsLast: new Map() };

  constructor(tf: Tfjs, given: (name: Value) => TfjsTensor) {
    this.#tf = tf;
    this.#given = given;
  }

  read(name: Value, layout: Layout): TfjsTensor {
    const known = this.#tensors[layout].get(name);
    if (known !== undefined) return known;
    const tensor = layout === 'plain' ? this.#turnBack(name) : this.#turn(this.read(name, 'plain'));
    this.write(name, tensor, layout);
    return tensor;
  }

  write(name: Value, tensor: TfjsTensor, layout: Layout): void {
    this.#tensors[layout].set(name, tensor);
  }

  #turnBack(name: Value): TfjsTensor {
    const turned = this.#tensors.channelsLast.get(name);
    return turned === undefined ? this.#given(name) : changeLayout(this.#tf, turned, 'plain');
  }

  /** Values with fewer axes stretch over an image's last ones. */
  #turn(tensor: TfjsTensor): TfjsTensor {
    if (tensor.size === 1) return tensor;
    const missing = Array.from({ length: imageRank - tensor.rank }, () => 1);
    return changeLayout(this.#tf, this.#tf.reshape(tensor, [...missing, ...tensor.shape]), 'channelsLast');
  }
}

function planNodes(tf: Tfjs, graph: Graph): PlannedNode[] {
  const infos = inferValues(graph);
  const turned = new Set<Value>();
  return graph.nodes.map((node) => {
    const inputs = node.inputs.map((input) => (input === '' ? undefined : infos.get(input)));
    const tensorAt = (index: number): Tensor | undefined => graph.initializers.get(node.inputs[index] ?? '');
    const outputs = node.outputs.map((output) => infos.get(output) as TensorInfo);
    const operator = operatorOf(node);
    const layout = layoutOf(operator, node, inputs, turned);
    const constant: PlanContext<Operator>['constant'] = (index, fallback) => {
      if (inputs[index] === undefined && fallback !== undefined) return fallback;
      const tensor = tensorAt(index);
      if (tensor === undefined) throw new CannotExpress(`its input ${index} must be a constant`);
      return Array.from(tensor.data, Number);
    };
    const step = planStep(node, operator, { tf, inputs, outputs, attributes: node.attributes, constant, layout });
    const isTurned = (info: TensorInfo): boolean => layout === 'channelsLast' && info.shape.length === imageRank;
    for (const [i, info] of outputs.entries()) {
      if (isTurned(info)) turned.add(node.outputs[i] ?? '');
    }
    const outputLayouts = outputs.map((info): Layout => (isTurned(info) ? 'channelsLast' : 'plain'));
    const inputLayouts = inputs.map((_, i): Layout => (operator.layout === 'image' && i > 0 ? 'plain' : layout));
    return { node, step, inputLayouts, outputLayouts };
  });
}

function layoutOf(
  operator: TfjsOperator<Operator>,
  { inputs: names }: GraphNode,
  inputs: readonly (TensorInfo | undefined)[],
  turned: ReadonlySet<Value>,
): Layout {
  if (operator.layout === 'plain') return 'plain';
  if (operator.layout === 'image') return inputs[0]?.shape.length === imageRank ? 'channelsLast' : 'plain';
  const hasTurned = names.some((name) => turned.has(name));
  return hasTurned && inputs.every((info) => (info?.shape.length ?? 0) <= imageRank) ? 'channelsLast' : 'plain';
}

function operatorOf(node: GraphNode): TfjsOperator<Operator> {
  if (isKnown(node.operator)) return tfjsOperators[node.operator];
  throw refusal(node, unknownToTfjs[node.operator]);
}

function isKnown(operator: Operator): operator is KnownToTfjs {
  return Object.hasOwn(tfjsOperators, operator);
}

function planStep(node: GraphNode, operator: TfjsOperator<Operator>, context: PlanContext<Operator>): Step {
  try {
    return operator.plan(context);
  } catch (cause) {
    throw cause instanceof CannotExpress ? refusal(node, cause.message) : cause;
  }
}

function refusal({ operator, outputs }: GraphNode, reason: string): AppError {
  const sentence = `tfjs cannot run this network: ${operator}, which makes ${outputs[0]}, is not for it, because ${reason}.`;
  return new AppError('DEVICE_UNAVAILABLE', `${sentence} Choose another device.`);
}
