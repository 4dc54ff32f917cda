import { int64Tensor, type GraphNode } from '../graph.ts';
import { convolutionOf, type Convolution } from './convolution.ts';
import type { Repair } from './repair.ts';

const last = 2 ** 31 - 1;

/**
 * One window more before the first, which is dropped again, where a convolution pads an image at its ends alone:
 * onnxruntime 1.30 looks at the pads before the image only, and may take it for a product of matrices. A `Pad` of its own
 * would not do: onnxruntime makes it part of the convolution again.
 */
export const padBeginning: Repair = (node, graph) => {
  const convolution = convolutionOf(node, graph);
  if (convolution === null || !looksUnpadded(convolution)) return [node];
  const { pads = [], strides } = convolution;
  const [output = ''] = node.outputs;
  const { auto_pad: _, ...attributes } = node.attributes as GraphNode<'Conv'>['attributes'];
  const padded = { ...attributes, pads: pads.map((pad, i) => (i === 0 ? (strides[0] ?? 1) : pad)) };
  const list = (name: string, value: number): string =>
    graph.constant(`${output}/dropped/${name}`, int64Tensor([value]));
  const drop: GraphNode<'Slice'> = {
    operator: 'Slice',
    inputs: [`${output}/more`, list('start', 1), list('end', last), list('axis', 2)],
    outputs: [output],
    attributes: {},
  };
  return [{ ...node, outputs: [`${output}/more`], attributes: padded }, drop];
};

/** Whether it looks like a product but for the pads at the ends: one place for each, or one window for the whole image. */
function looksUnpadded({ kernel, image, group, pads = [] }: Convolution): boolean {
  const [, , ...window] = kernel;
  const [before, after] = [pads.slice(0, window.length), pads.slice(window.length)];
  if (group !== 1 || before.some((pad) => pad > 0) || after.every((pad) => pad === 0)) return false;
  const coversImage = image === undefined || window.every((size, axis) => size === image[axis + 2]);
  return coversImage || window.every((size) => size === 1);
}
