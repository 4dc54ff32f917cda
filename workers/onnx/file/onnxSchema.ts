import type { Message, MessageTable } from './protobufWire.ts';

/** The messages of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, as far as graphs of tensors need them. */

const entryTable = {
  key: { number: 1, kind: 'string' },
  value: { number: 2, kind: 'string' },
} as const satisfies MessageTable;

export const tensorTable = {
  dims: { number: 1, kind: 'int', repeated: true },
  dataType: { number: 2, kind: 'int' },
  floatData: { number: 4, kind: 'float', repeated: true },
  int32Data: { number: 5, kind: 'int', repeated: true },
  int64Data: { number: 7, kind: 'int', repeated: true },
  name: { number: 8, kind: 'string' },
  rawData: { number: 9, kind: 'bytes' },
  doubleData: { number: 10, kind: 'double', repeated: true },
  uint64Data: { number: 11, kind: 'int', repeated: true },
  externalData: { number: 13, kind: () => entryTable, repeated: true },
  dataLocation: { number: 14, kind: 'int' },
} as const satisfies MessageTable;

export const attributeTable = {
  name: { number: 1, kind: 'string' },
  f: { number: 2, kind: 'float' },
  i: { number: 3, kind: 'int' },
  s: { number: 4, kind: 'bytes' },
  t: { number: 5, kind: () => tensorTable },
  /** A graph within the node, kept unread: it only matters whether there is one. */
  g: { number: 6, kind: 'bytes' },
  floats: { number: 7, kind: 'float', repeated: true },
  ints: { number: 8, kind: 'int', repeated: true },
  type: { number: 20, kind: 'int' },
} as const satisfies MessageTable;

export const nodeTable = {
  input: { number: 1, kind: 'string', repeated: true },
  output: { number: 2, kind: 'string', repeated: true },
  name: { number: 3, kind: 'string' },
  opType: { number: 4, kind: 'string' },
  attribute: { number: 5, kind: () => attributeTable, repeated: true },
  domain: { number: 7, kind: 'string' },
} as const satisfies MessageTable;

const dimensionTable = {
  dimValue: { number: 1, kind: 'int' },
  dimParam: { number: 2, kind: 'string' },
} as const satisfies MessageTable;

const shapeTable = {
  dim: { number: 1, kind: () => dimensionTable, repeated: true },
} as const satisfies MessageTable;

const tensorTypeTable = {
  elemType: { number: 1, kind: 'int' },
  shape: { number: 2, kind: () => shapeTable },
} as const satisfies MessageTable;

const typeTable = {
  tensorType: { number: 1, kind: () => tensorTypeTable },
} as const satisfies MessageTable;

export const valueInfoTable = {
  name: { number: 1, kind: 'string' },
  type: { number: 2, kind: () => typeTable },
} as const satisfies MessageTable;

export const graphTable = {
  node: { number: 1, kind: () => nodeTable, repeated: true },
  name: { number: 2, kind: 'string' },
  initializer: { number: 5, kind: () => tensorTable, repeated: true },
  input: { number: 11, kind: () => valueInfoTable, repeated: true },
  output: { number: 12, kind: () => valueInfoTable, repeated: true },
  sparseInitializer: { number: 15, kind: 'bytes', repeated: true },
} as const satisfies MessageTable;

const operatorSetTable = {
  domain: { number: 1, kind: 'string' },
  version: { number: 2, kind: 'int' },
} as const satisfies MessageTable;

export const modelTable = {
  irVersion: { number: 1, kind: 'int' },
  producerName: { number: 2, kind: 'string' },
  producerVersion: { number: 3, kind: 'string' },
  graph: { number: 7, kind: () => graphTable },
  opsetImport: { number: 8, kind: () => operatorSetTable, repeated: true },
} as const satisfies MessageTable;

export type TensorMessage = Message<typeof tensorTable>;
export type AttributeMessage = Message<typeof attributeTable>;
export type NodeMessage = Message<typeof nodeTable>;
export type ModelMessage = Message<typeof modelTable>;
export type ValueInfoMessage = Message<typeof valueInfoTable>;
