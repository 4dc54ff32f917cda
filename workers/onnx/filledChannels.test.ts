import { expect, it } from 'vitest';
import { runGraph } from '../../tests/fixtures/runGraph.ts';
import { withFilledChannels } from './filledChannels.ts';
import { GraphBuilder } from './graphBuilder.ts';
import type { Attributes } from './operators.ts';

it.each<[kernel: number[], attributes: Attributes<'Conv'>, isFilled: boolean]>([
  [[8, 6, 3, 3], {}, true],
  [[12, 9, 3, 2], { strides: [2, 1], pads: [1, 0, 0, 1] }, true],
  [[12, 8, 3, 3], {}, false],
  [[8, 3, 3, 3], {}, false],
  [[8, 6, 1, 1], {}, false],
  [[8, 3, 3, 3], { group: 2 }, false],
])('fills the channels of a kernel %j, %j: %s', async (shape, attributes, isFilled) => {
  const builder = new GraphBuilder();
  const [outputs = 1, channels = 1] = shape;
  const x = builder.input('x', [2, channels * (attributes.group ?? 1), 7, 6]);
  const inputs = [x, builder.input('kernel', shape), builder.input('bias', [outputs])];
  builder.output(builder.add('Conv', inputs, attributes));
  const graph = builder.finish();
  const filled = withFilledChannels(graph, (kernel) => (kernel === 'kernel' ? shape : undefined));
  expect(filled.nodes.filter(({ operator }) => operator === 'Pad')).toHaveLength(isFilled ? 2 : 0);
  const [[expected], [computed]] = [await runGraph(graph), await runGraph(filled)];
  const differences = expected?.map((value, i) => Math.abs(value - (computed?.[i] ?? NaN))) ?? [NaN];
  expect(Math.max(...differences)).toBeLessThan(1e-5);
});
