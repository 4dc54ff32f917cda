import { AppError } from '../../../app/contract/errors.ts';
import {
  dataTypeNumbers,
  type DataType,
  type Dimension,
  type Graph,
  type GraphNode,
  type ValueInfo,
} from '../graph.ts';
import {
  modelTable,
  type AttributeMessage,
  type ModelMessage,
  type NodeMessage,
  type ValueInfoMessage,
} from './onnxSchema.ts';
import {
  attributeKind,
  attributeNames,
  isOperator,
  operatorIdentity,
  type AttributeKind,
  type Operator,
} from '../operators.ts';
import { decodeMessage, encodeMessage } from './protobufWire.ts';
import { readTensor, writeTensor } from './tensorFile.ts';

/** Operator set 18 and its file version: old enough for every runtime in use, new enough for axes as inputs. */
const operatorSetVersion = 18;
const fileVersion = 8;

/** The bytes of an `.onnx` file. */
export function writeModel(graph: Graph): Uint8Array {
  const domains = new Set(graph.nodes.map(({ operator }) => operatorIdentity(operator).domain));
  const microsoft = [...domains].filter((domain) => domain !== '').map((domain) => ({ domain, version: 1 }));
  return encodeMessage(modelTable, {
    irVersion: fileVersion,
    producerName: 'maskwright',
    graph: {
      name: 'maskwright',
      node: graph.nodes.map(writeNode),
      initializer: [...graph.initializers].map(([name, tensor]) => ({ ...writeTensor(tensor), name })),
      input: graph.inputs.map(writeValueInfo),
      output: graph.outputs.map(writeValueInfo),
      sparseInitializer: [],
    },
    opsetImport: [{ domain: '', version: operatorSetVersion }, ...microsoft],
  });
}

/**
 * Reads a model of this program. Throws `FILE_UNREADABLE` for bytes that are no model, `FILE_UNSUPPORTED` for operators
 * and attributes that are not known here.
 */
export function readModel(bytes: Uint8Array, name = 'The model file'): Graph {
  const model = decodeModel(bytes, name);
  const { graph } = model;
  if (graph === undefined) throw new AppError('FILE_UNREADABLE', `${name} holds no network.`);
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name ?? '', readTensor(tensor, name)]));
  return {
    inputs: graph.input.filter((input) => !initializers.has(input.name ?? '')).map((info) => readValueInfo(info, name)),
    outputs: graph.output.map((info) => readValueInfo(info, name)),
    initializers,
    nodes: graph.node.map((node) => readNode(node, name)),
  };
}

/** The messages of a model file as they stand, of any operators. Throws `FILE_UNREADABLE` for bytes that are no model. */
export function decodeModel(bytes: Uint8Array, name: string): ModelMessage {
  try {
    return decodeMessage(modelTable, bytes);
  } catch (cause) {
    throw new AppError('FILE_UNREADABLE', `${name} is no ONNX model or is damaged.`, cause);
  }
}

// ---- nodes and attributes ------------------------------------------------------------------------------------------

const attributeTypeNumbers = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const;

function writeNode(node: GraphNode, index: number): NodeMessage {
  const { domain, type } = operatorIdentity(node.operator);
  return {
    input: node.inputs,
    output: node.outputs,
    name: `${node.operator}_${index}`,
    opType: type,
    attribute: Object.entries(node.attributes).map(([name, value]) => writeAttribute(name, value)),
    domain,
  };
}

function writeAttribute(name: string, value: unknown): AttributeMessage {
  const kind = attributeKind(name);
  if (kind === undefined) throw new TypeError(`The attribute ${name} is not in the table of operators.`);
  const empty = { name, floats: [], ints: [], type: attributeTypeNumbers[kind] };
  return { ...empty, ...writeAttributeValue[kind](value as never) };
}

const writeAttributeValue: { readonly [K in AttributeKind]: (value: never) => Partial<AttributeMessage> } = {
  float: (f: number) => ({ f }),
  int: (i: number) => ({ i }),
  ints: (ints: readonly number[]) => ({ ints }),
  string: (text: string) => ({ s: new TextEncoder().encode(text) }),
};

function readNode(node: NodeMessage, file: string): GraphNode {
  const operator = node.opType ?? '';
  if (!isOperator(operator))
    throw new AppError('FILE_UNSUPPORTED', `${file} uses the operator ${operator}, which is not supported.`);
  const attributes = node.attribute.map((attribute) => readAttribute(attribute, node, operator, file));
  return { operator, inputs: node.input, outputs: node.output, attributes: Object.fromEntries(attributes) };
}

function readAttribute(
  attribute: AttributeMessage,
  node: NodeMessage,
  operator: Operator,
  file: string,
): readonly [string, unknown] {
  const name = attribute.name ?? '';
  const kind = attributeKind(name);
  if (kind === undefined || !attributeNames(operator).some((known) => known === name)) {
    const sentence = `${operator} (node ${node.name ?? ''}) has the attribute ${name}, which is not supported.`;
    throw new AppError('FILE_UNSUPPORTED', `${file}: ${sentence}`);
  }
  const values = {
    float: attribute.f ?? 0,
    int: attribute.i ?? 0,
    ints: attribute.ints,
    string: new TextDecoder().decode(attribute.s ?? new Uint8Array()),
  };
  return [name, values[kind]];
}

function dataTypeOf(number: number | undefined, file: string): DataType {
  const entry = Object.entries(dataTypeNumbers).find(([, value]) => value === number);
  if (entry === undefined) throw new AppError('FILE_UNSUPPORTED', `${file} holds values of the type ${number}.`);
  return entry[0] as DataType;
}

// ---- inputs and outputs --------------------------------------------------------------------------------------------

function writeValueInfo({ name, dataType, shape }: ValueInfo): ValueInfoMessage {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: dataTypeNumbers[dataType], shape: { dim } } } };
}

function readValueInfo(info: ValueInfoMessage, file: string): ValueInfo {
  const tensorType = info.type?.tensorType;
  const dimensions = tensorType?.shape?.dim ?? [];
  const shape: Dimension[] = dimensions.map(({ dimValue, dimParam }, axis) => dimValue ?? dimParam ?? `axis${axis}`);
  return { name: info.name ?? '', dataType: dataTypeOf(tensorType?.elemType, file), shape };
}
