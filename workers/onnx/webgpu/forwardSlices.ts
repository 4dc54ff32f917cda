import { int64Tensor, type GraphNode } from '../graph.ts';
import type { Repair } from './repair.ts';

const [first, last] = [-(2 ** 31), 2 ** 31 - 1];

/**
 * A cut that runs backwards in two: first the part, forwards, then all of it, backwards. onnxruntime 1.30 begins every
 * backward cut at the last element, wherever it should begin.
 */
export const cutForwards: Repair = (node, graph) => {
  if (node.operator !== 'Slice') return [node];
  const [value = '', ...lists] = node.inputs;
  const [starts, ends, axes, steps] = lists.map((list) => graph.numbersOf(list));
  if (starts === undefined || ends === undefined || steps === undefined) return [node];
  const cuts = starts.map((start, i) => ({
    start,
    end: ends[i] ?? first,
    axis: axes?.[i] ?? i,
    step: steps[i] ?? 1,
  }));
  const backwards = cuts.filter(({ start, end, step }) => step < 0 && start !== -1 && end !== -1);
  if (backwards.length === 0) return [node];
  const [output = ''] = node.outputs;
  const slice = (from: string, list: typeof cuts, result: string): GraphNode<'Slice'> => ({
    operator: 'Slice',
    inputs: [
      from,
      ...(['start', 'end', 'axis', 'step'] as const).map((key) =>
        graph.constant(`${result}/${key}`, int64Tensor(list.map((cut) => cut[key]))),
      ),
    ],
    outputs: [result],
    attributes: {},
  });
  const part = backwards.map(({ start, end, axis }) => ({
    start: Math.max(end, first) + 1,
    end: Math.min(start, last - 1) + 1,
    axis,
    step: 1,
  }));
  const turned = cuts.map((cut) => (backwards.includes(cut) ? { ...cut, start: -1, end: first } : cut));
  return [slice(value, part, `${output}/part`), slice(`${output}/part`, turned, output)];
};
