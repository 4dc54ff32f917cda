import { int64Tensor, type GraphNode } from '../graph.ts';
import type { Repair } from './repair.ts';
import { convolutionOf } from './convolution.ts';

const lane = 4;

/**
 * Zeros as further channels of an image and its kernel. Where the channels are a multiple of three but not of four and the
 * outputs a multiple of four, onnxruntime 1.30 reads three channels at once from the wrong place, but for the first three
 * (https://github.com/microsoft/onnxruntime/issues/29651). Products of matrices are computed otherwise.
 */
export const fillChannels: Repair = (node, graph) => {
  const convolution = convolutionOf(node, graph);
  if (convolution === null || convolution.group !== 1 || convolution.isProduct) return [node];
  const [outputs = 1, channels = 1, ...window] = convolution.kernel;
  if (channels <= 3 || channels % 3 !== 0 || channels % lane === 0 || outputs % lane !== 0) return [node];
  const [image = '', kernel = '', ...bias] = node.inputs;
  const [output = ''] = node.outputs;
  const unchanged = window.map(() => 0);
  const missing = lane - (channels % lane);
  const pads = graph.constant(`${output}/missing`, int64Tensor([0, 0, ...unchanged, 0, missing, ...unchanged]));
  const filled = [image, kernel].map((value, index): GraphNode<'Pad'> => {
    return { operator: 'Pad', inputs: [value, pads], outputs: [`${output}/filled${index}`], attributes: {} };
  });
  return [...filled, { ...node, inputs: [...filled.flatMap(({ outputs }) => outputs), ...bias] }];
};
