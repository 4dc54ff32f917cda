import type { NodeMessage } from '../file/onnxSchema.ts';
import { elementTypes, integerOf, type NetworkDraft } from './networkDraft.ts';

const { bool, float32, int64 } = elementTypes;
const truths = [
  'And',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'IsInf',
  'IsNaN',
  'Less',
  'LessOrEqual',
  'Not',
  'Or',
  'Xor',
];
const places = ['ArgMax', 'ArgMin', 'NonZero', 'Shape', 'Size'];

/** The names of all values that are float32: most operators give what their first input is. */
export function realValues(draft: NetworkDraft): ReadonlySet<string> {
  const types = new Map([...draft.tensors].map(([name, { dataType = 0 }]) => [name, dataType]));
  for (const { name = '', type } of draft.inputs) types.set(name, type?.tensorType?.elemType ?? 0);
  for (const node of draft.nodes) {
    const [first, second] = outputTypes(node, types);
    for (const [index, output] of node.output.entries()) types.set(output, index === 0 ? first : (second ?? first));
  }
  return new Set([...types].flatMap(([name, type]) => (type === float32 && name !== '' ? [name] : [])));
}

function outputTypes(node: NodeMessage, types: ReadonlyMap<string, number>): readonly [number, number?] {
  const { opType = '', input } = node;
  if (truths.includes(opType)) return [bool];
  if (places.includes(opType)) return [int64];
  if (opType === 'Cast') return [integerOf(node, 'to', float32)];
  const data = input[opType === 'Where' ? 1 : 0] ?? '';
  const type = types.get(data) ?? float32;
  if (opType === 'MaxPool') return [type, int64];
  return opType === 'Dropout' ? [type, bool] : [type];
}
