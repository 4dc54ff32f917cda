import { expect, it } from 'vitest';
import { runGraph } from '../../tests/fixtures/runGraph.ts';
import { GraphBuilder } from './graphBuilder.ts';
import { withProcessorForms } from './processorForms.ts';

it.each([
  [1, true],
  [-1, false],
  [3, false],
])('writes out a LogSoftmax that is not over the last axis: %i', async (axis, isWritten) => {
  const builder = new GraphBuilder();
  const x = builder.add('Mul', [builder.input('x', [2, 3, 4, 5]), builder.scalar(200)]);
  builder.output(builder.add('LogSoftmax', [x], { axis }));
  const graph = builder.finish();
  const written = withProcessorForms(graph);
  expect(written.nodes.some(({ operator }) => operator === 'LogSoftmax')).toBe(!isWritten);
  const [[expected], [computed]] = [await runGraph(graph), await runGraph(written)];
  const differences = expected?.map((value, i) => Math.abs(value - (computed?.[i] ?? NaN))) ?? [NaN];
  expect(Math.max(...differences)).toBeLessThan(1e-4);
});
