import { AppError } from '../../../app/contract/errors.ts';
import { decodeModel } from '../file/modelFile.ts';
import {
  modelTable,
  type AttributeMessage,
  type ModelMessage,
  type NodeMessage,
  type TensorMessage,
  type ValueInfoMessage,
} from '../file/onnxSchema.ts';
import { encodeMessage } from '../file/protobufWire.ts';
import { readTensor } from '../file/tensorFile.ts';
import type { Tensor } from '../graph.ts';

/** Numbers of ONNX's `TensorProto.DataType`. */
export const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;

/**
 * The network of a model file, open to changes, as the file has it: operators that are not known here stay what they
 * are. Nodes stand in an order in which every value is made before it is used.
 */
export interface NetworkDraft {
  readonly file: ModelMessage;
  nodes: readonly NodeMessage[];
  readonly tensors: Map<string, TensorMessage>;
  readonly inputs: readonly ValueInfoMessage[];
  readonly outputs: readonly ValueInfoMessage[];
  /** A name that no value has yet. */
  readonly freshName: (stem: string) => string;
}

/** Throws `FILE_UNREADABLE` for bytes that are no model. */
export function readDraft(bytes: Uint8Array, name: string): NetworkDraft {
  const file = decodeModel(bytes, name);
  const { graph } = file;
  if (graph === undefined) throw new AppError('FILE_UNREADABLE', `${name} holds no network.`);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name ?? '', tensor]));
  const taken = new Set([...tensors.keys(), ...graph.node.flatMap(({ input, output }) => [...input, ...output])]);
  return {
    file,
    nodes: graph.node,
    tensors,
    inputs: graph.input.filter(({ name: input = '' }) => !tensors.has(input)),
    outputs: graph.output,
    freshName: (stem) => {
      let name = stem;
      for (let i = 1; taken.has(name); i++) name = `${stem}_${i}`;
      taken.add(name);
      return name;
    },
  };
}

/** A copy that changes by itself. */
export function copyDraft(draft: NetworkDraft): NetworkDraft {
  return { ...draft, tensors: new Map(draft.tensors) };
}

/** The bytes of an `.onnx` file, without what no output depends on; `outputs` replaces those of the network. */
export function writeDraft(draft: NetworkDraft, outputs: readonly ValueInfoMessage[] = draft.outputs): Uint8Array {
  const used = new Set(outputs.map(({ name = '' }) => name));
  const nodes = draft.nodes.toReversed().filter(({ input, output }) => {
    if (!output.some((value) => used.has(value))) return false;
    for (const value of input) used.add(value);
    return true;
  });
  return encodeMessage(modelTable, {
    ...draft.file,
    graph: {
      name: 'maskwright',
      node: nodes.reverse(),
      initializer: [...draft.tensors].flatMap(([name, tensor]) => (used.has(name) ? [{ ...tensor, name }] : [])),
      input: draft.inputs,
      output: outputs,
      sparseInitializer: [],
    },
  });
}

/** The nodes that use each value. */
export function usesOf({ nodes }: NetworkDraft): ReadonlyMap<string, readonly NodeMessage[]> {
  const uses = new Map<string, NodeMessage[]>();
  for (const node of nodes) {
    for (const value of new Set(node.input)) uses.set(value, [...(uses.get(value) ?? []), node]);
  }
  return uses;
}

/** A constant of real numbers; `undefined` where the value is none. */
export function realTensor(draft: NetworkDraft, value: string | undefined): RealTensor | undefined {
  const message = draft.tensors.get(value ?? '');
  if (message?.dataType !== elementTypes.float32) return undefined;
  return readTensor(message, 'The model') as RealTensor;
}
export type RealTensor = Extract<Tensor, { readonly dataType: 'float32' }>;

/** A constant from its numbers as they lie in the file, little-endian. */
export function packedTensor(
  type: keyof typeof elementTypes,
  dims: readonly number[],
  data: Int8Array | Uint8Array | Int32Array | Uint16Array | Float32Array,
): TensorMessage {
  const unused = { floatData: [], int32Data: [], int64Data: [], doubleData: [], uint64Data: [], externalData: [] };
  const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dims, dataType: elementTypes[type], rawData, ...unused };
}

export function makeNode(
  opType: string,
  input: readonly string[],
  output: string,
  integers: Readonly<Record<string, number>> = {},
): NodeMessage {
  const attribute = Object.entries(integers).map(([name, i]): AttributeMessage => {
    return { name, i, type: 2, floats: [], ints: [] };
  });
  return { opType, input, output: [output], name: `${opType}_${output}`, attribute, domain: '' };
}

export function attributeOf(node: NodeMessage, name: string): AttributeMessage | undefined {
  return node.attribute.find((attribute) => attribute.name === name);
}

/** A whole number among the attributes of a node, or its default. */
export function integerOf(node: NodeMessage, name: string, usual: number): number {
  return attributeOf(node, name)?.i ?? usual;
}

export function textOf(node: NodeMessage, name: string, usual: string): string {
  const text = attributeOf(node, name)?.s;
  return text === undefined ? usual : new TextDecoder().decode(text);
}
