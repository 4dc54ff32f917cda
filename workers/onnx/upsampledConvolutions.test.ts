import { describe, expect, it } from 'vitest';
import { runGraph } from '../../tests/fixtures/runGraph.ts';
import { float32Tensor, type Graph } from './graph.ts';
import { GraphBuilder, type Value } from './graphBuilder.ts';
import { withUpsampledConvolutions } from './upsampledConvolutions.ts';

const window = { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] };

function makeGraph(
  build: (builder: GraphBuilder, upsampled: (channels: number, mode?: string) => Value) => Value,
): Graph {
  const builder = new GraphBuilder();
  let count = 0;
  const upsampled = (channels: number, mode = 'nearest'): Value => {
    const small = builder.input(`small${count++}`, [2, channels, 5, 4]);
    const scales = builder.constant(float32Tensor([4], [1, 1, 2, 2]));
    const repetition = { nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' };
    return builder.add('Resize', [small, '', scales], mode === 'nearest' ? { mode, ...repetition } : { mode });
  };
  builder.output(build(builder, upsampled));
  return builder.finish();
}

const graphs: Readonly<Record<string, Graph>> = {
  'one image, with a bias': makeGraph((builder, upsampled) => {
    const kernel = builder.input('kernel', [4, 3, 3, 3]);
    return builder.add('Conv', [upsampled(3), kernel, builder.input('bias', [4])], window);
  }),
  'one image, without a bias': makeGraph((builder, upsampled) => {
    return builder.add('Conv', [upsampled(3), builder.input('kernel', [4, 3, 3, 3])], window);
  }),
  'joined with others, with a bias': makeGraph((builder, upsampled) => {
    const skip = builder.input('skip', [2, 2, 10, 8]);
    const joined = builder.add('Concat', [upsampled(3), skip, upsampled(1)], { axis: 1 });
    return builder.add('Conv', [joined, builder.input('kernel', [5, 6, 3, 3]), builder.input('bias', [5])], window);
  }),
};

describe('a convolution of an upsampled image', () => {
  it.each(Object.entries(graphs))('gives the same without the upsampling: %s', async (_name, graph) => {
    const rewritten = withUpsampledConvolutions(graph);
    expect(rewritten.nodes.some(({ operator }) => operator === 'Resize' || operator === 'Concat')).toBe(false);
    expect(rewritten.outputs).toEqual(graph.outputs);
    const [[expected], [computed]] = [await runGraph(graph), await runGraph(rewritten)];
    const differences = expected?.map((value, i) => Math.abs(value - (computed?.[i] ?? NaN))) ?? [NaN];
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  });

  it('stays where the image is interpolated, the windows jump, or the kernel has another size', () => {
    for (const [mode, size, attributes] of [
      ['linear', 3, window],
      ['nearest', 3, { ...window, strides: [2, 2] }],
      ['nearest', 1, { kernel_shape: [1, 1] }],
    ] as const) {
      const graph = makeGraph((builder, upsampled) => {
        return builder.add('Conv', [upsampled(3, mode), builder.input('kernel', [4, 3, size, size])], attributes);
      });
      expect(withUpsampledConvolutions(graph).nodes.map(({ operator }) => operator)).toEqual(['Resize', 'Conv']);
    }
  });

  it('leaves the upsampled image to others that need it', () => {
    const graph = makeGraph((builder, upsampled) => {
      const large = upsampled(2);
      const convolved = builder.add('Conv', [large, builder.input('kernel', [2, 2, 3, 3])], window);
      return builder.add('Add', [convolved, large]);
    });
    expect(withUpsampledConvolutions(graph).nodes.filter(({ operator }) => operator === 'Resize')).toHaveLength(1);
  });
});
