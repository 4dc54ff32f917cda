import { int64Tensor, type Graph, type GraphNode, type Tensor } from './graph.ts';

const multiple = 4;

/**
 * The same graph with zeros as further channels where a convolution of several places takes a number of them that is no
 * multiple of four. onnxruntime 1.30's WebGPU provider computes some of these wrongly: 3x3 kernels of 6 to 8, 9 to 12 or
 * 18 to 12 channels. `shapeOf` tells the shape of a kernel; one that it does not know is left as it is.
 */
export function withFilledChannels(graph: Graph, shapeOf: (kernel: string) => readonly number[] | undefined): Graph {
  const initializers = new Map<string, Tensor>(graph.initializers);
  const nodes = graph.nodes.flatMap((node): readonly GraphNode[] => {
    const [image = '', kernel = '', ...bias] = node.inputs;
    const [, channels = multiple, ...window] = node.operator === 'Conv' ? (shapeOf(kernel) ?? []) : [];
    const { group = 1 } = node.attributes as GraphNode<'Conv'>['attributes'];
    const missing = (multiple - (channels % multiple)) % multiple;
    if (missing === 0 || channels < multiple || group !== 1 || window.every((size) => size === 1)) return [node];
    const [output = ''] = node.outputs;
    const pads = `${output}/missing`;
    initializers.set(pads, int64Tensor([0, 0, ...window.map(() => 0), 0, missing, ...window.map(() => 0)]));
    const filled = [image, kernel].map((value, index): GraphNode<'Pad'> => {
      return { operator: 'Pad', inputs: [value, pads], outputs: [`${output}/filled${index}`], attributes: {} };
    });
    const inputs = [...filled.flatMap(({ outputs }) => outputs), ...bias];
    return [...filled, { ...node, inputs }];
  });
  return { ...graph, initializers, nodes };
}

/** The same, for a finished model: its kernels are constants. */
export function withFilledKernels(graph: Graph): Graph {
  return withFilledChannels(graph, (kernel) => graph.initializers.get(kernel)?.shape);
}
