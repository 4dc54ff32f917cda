import { expect, it } from 'vitest';
import { readNodeTimes, sumByOperator } from './nodeTimes.ts';

const floats = (...shapes: number[][]) => shapes.map((shape) => ({ float: shape }));
const run = (name: string, dur: number, inputs: number[][], outputs: number[][]) => ({
  cat: 'Node',
  name: `${name}_kernel_time`,
  dur,
  args: { op_name: name.split('_')[0], input_type_shape: floats(...inputs), output_type_shape: floats(...outputs) },
});
const convolution = (dur: number) => run('Conv_3', dur, [[1, 2, 5, 5], [4, 2, 3, 3], [4]], [[1, 4, 3, 3]]);
const product = (dur: number) => run('FusedMatMul_8', dur, [[2, 3, 5], [2, 4, 5]], [[2, 3, 4]]); // prettier-ignore
const profile = JSON.stringify([
  { cat: 'Session', name: 'model_run', dur: 9, args: {} },
  ...[9000, 1000, 3000, 2000].map(convolution),
  ...[9000, 4000, 4000, 4000].map(product),
  run(
    'Conv_9',
    2000,
    [
      [1, 2, 1, 1],
      [4, 2, 1, 1],
    ],
    [[1, 4, 1, 1]],
  ),
]);

it('gives the median time of each node, its operations and its bytes', () => {
  const found = readNodeTimes(profile, 1).map(({ name, milliseconds, operations, bytes }) => {
    return [name, milliseconds, operations, bytes];
  });
  expect(found.slice(0, 2)).toEqual([
    ['FusedMatMul_8', 4, 2 * 2 * 3 * 4 * 5, 4 * (30 + 40 + 24)],
    ['Conv_3', 2, 2 * 36 * 18, 4 * (50 + 72 + 4 + 36)],
  ]);
});

it('adds up the nodes of each operator', () => {
  expect(sumByOperator(readNodeTimes(profile, 0))).toEqual([
    { operator: 'Conv', count: 2, milliseconds: 5, share: 5 / 9 },
    { operator: 'FusedMatMul', count: 1, milliseconds: 4, share: 4 / 9 },
  ]);
});
