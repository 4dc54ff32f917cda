import type { NodeMessage } from '../file/onnxSchema.ts';
import { elementCount } from '../graph.ts';
import {
  attributeOf,
  copyDraft,
  integerOf,
  packedTensor,
  realTensor,
  usesOf,
  type NetworkDraft,
} from './networkDraft.ts';

/**
 * The same network with every BatchNormalization behind a convolution taken into its kernel, as y = scale (x - mean) /
 * sqrt(variance + epsilon) + bias is one factor and one sum a channel (Jacob et al., "Quantization and training of neural
 * networks for efficient integer-arithmetic-only inference", 2018, section 3.2). Others stay.
 */
export function foldNormalisations(original: NetworkDraft): NetworkDraft {
  const draft = copyDraft(original);
  const uses = usesOf(draft);
  const outputs = new Set(draft.outputs.map(({ name }) => name));
  const replaced = new Map<NodeMessage, NodeMessage | null>();
  for (const convolution of draft.nodes) {
    const value = convolution.output[0] ?? '';
    const [normalisation, ...others] = uses.get(value) ?? [];
    if (normalisation === undefined || others.length > 0 || outputs.has(value)) continue;
    const folded = foldInto(draft, convolution, normalisation);
    if (folded === null) continue;
    replaced.set(convolution, folded);
    replaced.set(normalisation, null);
  }
  draft.nodes = draft.nodes.flatMap((node) => {
    const by = replaced.get(node);
    return by === undefined ? [node] : by === null ? [] : [by];
  });
  return draft;
}

/** `null` where the two are not a convolution and its normalisation, all of constants. */
function foldInto(draft: NetworkDraft, convolution: NodeMessage, normalisation: NodeMessage): NodeMessage | null {
  const { opType } = convolution;
  if (opType !== 'Conv' && opType !== 'ConvTranspose') return null;
  if (normalisation.opType !== 'BatchNormalization' || normalisation.input[0] !== convolution.output[0]) return null;
  if (integerOf(normalisation, 'training_mode', 0) !== 0) return null;
  const isTransposed = opType === 'ConvTranspose';
  if (isTransposed && integerOf(convolution, 'group', 1) !== 1) return null;
  const kernel = realTensor(draft, convolution.input[1]);
  const bias = realTensor(draft, convolution.input[2]);
  const [scale, shift, mean, variance] = normalisation.input.slice(1).map((value) => realTensor(draft, value)?.data);
  if (!kernel || !scale || !shift || !mean || !variance) return null;
  if ((convolution.input[2] ?? '') !== '' && bias === undefined) return null;

  const epsilon = attributeOf(normalisation, 'epsilon')?.f ?? 1e-5;
  const factors = Float64Array.from(scale, (value, channel) => value / Math.sqrt((variance[channel] ?? 0) + epsilon));
  // (outputs, inputs / groups, ...), but (inputs, outputs, ...) where it is transposed.
  const axis = isTransposed ? 1 : 0;
  const length = elementCount(kernel.shape.slice(axis + 1));
  const data = kernel.data.map((value, index) => {
    return value * (factors[Math.floor(index / length) % factors.length] as number);
  });
  const sums = Float32Array.from(factors, (factor, channel) => {
    return ((bias?.data[channel] ?? 0) - (mean[channel] ?? 0)) * factor + (shift[channel] ?? 0);
  });
  const [kernelName, biasName] = [draft.freshName('folded_kernel'), draft.freshName('folded_bias')];
  draft.tensors.set(kernelName, packedTensor('float32', kernel.shape, data));
  draft.tensors.set(biasName, packedTensor('float32', [sums.length], sums));
  const input = [convolution.input[0] ?? '', kernelName, biasName];
  return { ...convolution, input, output: normalisation.output.slice(0, 1) };
}
