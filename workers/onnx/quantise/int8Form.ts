import type { NodeMessage } from '../file/onnxSchema.ts';
import type { Int8Places } from './int8Places.ts';
import { copyDraft, makeNode, packedTensor, realTensor, type NetworkDraft, type RealTensor } from './networkDraft.ts';
import { quantiseKernel, unsignedScale, type UnsignedScale } from './quantisedTensors.ts';
import type { ValueRange } from './valueRanges.ts';

/**
 * The same network with its convolutions and matrix products in 8 bits, told by pairs of QuantizeLinear and
 * DequantizeLinear, from which onnxruntime and others make integer operators (onnxruntime, "Quantize ONNX models", QDQ).
 * `ranges` has one for each of `places.values`.
 */
export function int8Form(
  original: NetworkDraft,
  places: Int8Places,
  ranges: ReadonlyMap<string, ValueRange>,
): NetworkDraft {
  const draft = copyDraft(original);
  const nodes: NodeMessage[] = [];
  /** The rounded form of each value. */
  const rounded = new Map<string, string>();
  const scaleOf = (value: string): UnsignedScale => {
    return unsignedScale(ranges.get(places.values.get(value) ?? '') ?? { low: 0, high: 0 });
  };
  const constant = (stem: string, tensor: ReturnType<typeof packedTensor>): string => {
    const name = draft.freshName(stem);
    draft.tensors.set(name, tensor);
    return name;
  };
  const round = (value: string): void => {
    if (!places.values.has(value)) return;
    const { scale, zeroPoint } = scaleOf(value);
    const scaleName = constant(`${value}_scale`, packedTensor('float32', [], Float32Array.of(scale)));
    const zeroName = constant(`${value}_zero`, packedTensor('uint8', [], Uint8Array.of(zeroPoint)));
    const [quantised, restored] = [draft.freshName(`${value}_quantised`), draft.freshName(`${value}_rounded`)];
    nodes.push(makeNode('QuantizeLinear', [value, scaleName, zeroName], quantised));
    nodes.push(makeNode('DequantizeLinear', [quantised, scaleName, zeroName], restored));
    rounded.set(value, restored);
  };
  const dequantised = (stem: string, tensor: ReturnType<typeof packedTensor>, scales: Float32Array, axis: number) => {
    const integers = constant(`${stem}_quantised`, tensor);
    const scaleName = constant(`${stem}_scales`, packedTensor('float32', [scales.length], scales));
    const zeros = tensor.dataType === 6 ? new Int32Array(scales.length) : new Int8Array(scales.length);
    const zeroType = tensor.dataType === 6 ? 'int32' : 'int8';
    const zeroName = constant(`${stem}_zeros`, packedTensor(zeroType, [scales.length], zeros));
    const restored = draft.freshName(`${stem}_rounded`);
    nodes.push(makeNode('DequantizeLinear', [integers, scaleName, zeroName], restored, { axis }));
    return restored;
  };
  const products = new Set(places.products.keys());
  const made = new Set([...products, ...places.carriers].flatMap(({ output }) => output));
  const replace = (node: NodeMessage): NodeMessage => {
    const isInt8 = products.has(node) || places.carriers.has(node);
    // What float32 operators make is rounded for 8-bit ones alone.
    const input = node.input.map((value) => {
      const isRounded = isInt8 || isRoundedForAll(value);
      return isRounded ? (rounded.get(value) ?? value) : value;
    });
    const product = places.products.get(node);
    if (product === undefined) return { ...node, input };
    const [value = '', kernelName = '', biasName = ''] = node.input;
    const { scale } = scaleOf(value);
    const bias = realTensor(draft, biasName);
    const quantised = quantiseKernel(realTensor(draft, kernelName) as RealTensor, product.axis, bias, scale);
    const kernel = dequantised(kernelName, quantised.kernel, quantised.scales, product.axis);
    const rest = quantised.bias === null ? [] : [dequantised(biasName, quantised.bias, quantised.biasScales, 0)];
    return { ...node, input: [input[0] ?? '', kernel, ...rest] };
  };
  const producers = new Map(original.nodes.flatMap((node) => node.output.map((value) => [value, node] as const)));
  /** Made by an 8-bit operator, or by a cut-off behind one. */
  const isRoundedForAll = (value: string): boolean => {
    const producer = producers.get(value);
    return made.has(value) || (producer?.opType === 'Relu' && made.has(producer.input[0] ?? ''));
  };

  for (const { name = '' } of draft.inputs) round(name);
  for (const node of original.nodes) {
    nodes.push(replace(node));
    for (const value of node.output) round(value);
  }
  draft.nodes = nodes;
  return draft;
}
