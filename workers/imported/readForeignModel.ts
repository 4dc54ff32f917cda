import { open } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';
import type { Tensor } from '../onnx/graph.ts';
import { decodeModel } from '../onnx/file/modelFile.ts';
import type { AttributeMessage, ModelMessage, NodeMessage, ValueInfoMessage } from '../onnx/file/onnxSchema.ts';
import { readTensor, type ReadExternal } from '../onnx/file/tensorFile.ts';
import { externalReader } from './externalData.ts';
import { nodeError, type ForeignAttribute, type ForeignModel, type ForeignNode } from './foreignModel.ts';
import { withNamedTensors } from './namedTensors.ts';
import { sortNodes } from './sortNodes.ts';

/** What protobuf allows for one message. */
const largestFile = 2 ** 31 - 1;
const operatorSets = { oldest: 9, newest: 21 };

/**
 * Reads any `.onnx` file with operator set 9 to 21, and the files with its weights where they lie beside it. Nothing of
 * it is run. Throws `FILE_UNREADABLE` where it is damaged, `FILE_UNSUPPORTED` where it asks for what is not known here;
 * both name the file and, where it is one, the node and its operator.
 */
export async function readForeignModel(path: string): Promise<ForeignModel> {
  return foreignModel(await readWhole(path), path, externalReader(path));
}

/** The bytes of a model file; refuses what is no file, or too large for one message. */
export async function readWhole(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `The model file ${path} cannot be opened.`, cause);
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new AppError('FILE_UNREADABLE', `${path} is no file.`);
    if (found.size > largestFile) {
      const hint = 'a model file may have 2 GB; larger weights belong in a file of external data beside it';
      throw new AppError('FILE_UNSUPPORTED', `${path} is too large: ${hint}.`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The same for bytes in memory; `file` names them in errors. */
export function foreignModel(bytes: Uint8Array, file: string, readExternal: ReadExternal): ForeignModel {
  const message = decodeModel(bytes, file);
  const { graph } = message;
  if (graph === undefined) throw new AppError('FILE_UNREADABLE', `${file} holds no network.`);
  const operatorSet = operatorSetOf(message, file);
  if (graph.sparseInitializer.length > 0) {
    throw new AppError('FILE_UNSUPPORTED', `${file} holds sparse weights, which are not supported.`);
  }
  const doubles = { count: 0 };
  const tensors = new Map<string, Tensor>();
  for (const tensor of graph.initializer) {
    const name = tensor.name ?? '';
    if (tensors.has(name)) throw new AppError('FILE_UNREADABLE', `${file} holds two tensors named ${name}.`);
    tensors.set(name, inSinglePrecision(readTensor(tensor, file, readExternal), doubles));
  }
  const nodes = graph.node.map((node) =>
    readNode(node, file, (tensor) => {
      return inSinglePrecision(readTensor(tensor, file, readExternal), doubles);
    }),
  );
  const inputs = graph.input.filter(({ name = '' }) => !tensors.has(name));
  const converted = countHalves(message) + doubles.count;
  return withNamedTensors({
    file,
    operatorSet,
    constants: new Set(),
    input: singleInput(inputs, file),
    outputs: graph.output.map(({ name = '' }) => name),
    tensors,
    nodes: sortNodes(nodes, [...tensors.keys(), ...inputs.map(({ name = '' }) => name)], file),
    notes:
      converted === 0 ? [] : [`Tensors of float16, bfloat16 or double that were turned into float32: ${converted}.`],
  });
}

function operatorSetOf({ opsetImport }: ModelMessage, file: string): number {
  const version = opsetImport.find(({ domain = '' }) => isStandard(domain))?.version;
  if (version === undefined) throw new AppError('FILE_UNREADABLE', `${file} does not name its operator set.`);
  if (version < operatorSets.oldest || version > operatorSets.newest) {
    const range = `${operatorSets.oldest} to ${operatorSets.newest}`;
    throw new AppError('FILE_UNSUPPORTED', `${file} has operator set ${version}; supported are ${range}.`);
  }
  return version;
}

function isStandard(domain: string): boolean {
  return domain === '' || domain === 'ai.onnx';
}

function singleInput(inputs: readonly ValueInfoMessage[], file: string): ForeignModel['input'] {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) {
    const found = inputs.length === 0 ? 'none' : inputs.map(({ name = '' }) => name).join(', ');
    throw new AppError('FILE_UNSUPPORTED', `${file} must have one input, the image; it has ${found}.`);
  }
  const dimensions = input.type?.tensorType?.shape?.dim ?? [];
  return {
    name: input.name ?? '',
    shape: dimensions.map(({ dimValue, dimParam }, axis) =>
      dimValue !== undefined && dimValue > 0 ? dimValue : (dimParam ?? `axis${axis}`),
    ),
  };
}

// ---- nodes ---------------------------------------------------------------------------------------------------------

function readNode(
  node: NodeMessage,
  file: string,
  tensorOf: (tensor: NonNullable<AttributeMessage['t']>) => Tensor,
): ForeignNode {
  const operator = node.opType ?? '';
  const name = node.name || (node.output[0] ?? '');
  const { domain = '' } = node;
  if (!isStandard(domain)) {
    throw nodeError(file, { operator, name }, `belongs to the operators of ${domain}, which are not supported`);
  }
  const attributes = node.attribute.map((attribute) => {
    const read = readAttribute(attribute, tensorOf);
    if (read !== null) return [attribute.name ?? '', read] as const;
    const reason = `has the attribute ${attribute.name ?? ''} of a kind that is not supported, such as a graph within it`;
    throw nodeError(file, { operator, name }, reason);
  });
  return { name, operator, inputs: node.input, outputs: node.output, attributes: new Map(attributes) };
}

const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7 } as const;

/** `null` for kinds that no network of tensors needs: graphs, lists of texts, types. Old files leave the type out. */
function readAttribute(
  attribute: AttributeMessage,
  tensorOf: (tensor: NonNullable<AttributeMessage['t']>) => Tensor,
): ForeignAttribute | null {
  const { type = 0, f, i, s, t, g, floats, ints } = attribute;
  const isKind = (kind: keyof typeof attributeTypes, isThere: boolean): boolean =>
    type === attributeTypes[kind] || (type === 0 && isThere);
  if (g !== undefined) return null;
  if (isKind('tensor', t !== undefined)) return t === undefined ? null : { kind: 'tensor', value: tensorOf(t) };
  if (isKind('string', s !== undefined)) return { kind: 'string', value: new TextDecoder().decode(s) };
  if (isKind('float', f !== undefined)) return { kind: 'float', value: f ?? 0 };
  if (isKind('int', i !== undefined)) return { kind: 'int', value: i ?? 0 };
  if (isKind('floats', floats.length > 0)) return { kind: 'floats', value: floats };
  return isKind('ints', true) ? { kind: 'ints', value: ints } : null;
}

// ---- precision -----------------------------------------------------------------------------------------------------

const halfTypes: readonly number[] = [10, 16];

function countHalves({ graph }: ModelMessage): number {
  return graph?.initializer.filter(({ dataType = 0 }) => halfTypes.includes(dataType)).length ?? 0;
}

function inSinglePrecision(tensor: Tensor, doubles: { count: number }): Tensor {
  if (tensor.dataType !== 'float64') return tensor;
  doubles.count++;
  return { dataType: 'float32', shape: tensor.shape, data: Float32Array.from(tensor.data) };
}
