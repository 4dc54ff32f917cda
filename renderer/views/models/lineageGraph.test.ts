import { expect, test } from 'vitest';
import type { LineageNode, ModelParent } from '../../../app/contract/modelViews.ts';
import { laneCount, lineageRows } from './lineageGraph.ts';

function node(id: string, parent: ModelParent | string): LineageNode {
  return {
    ...{ id, runId: id, name: id, note: '', createdAt: 0, removedAt: null, inUse: false, architecture: 'unet' },
    ...{ validationDice: null, byteSize: 0, trainedOnImages: 0, trainedOnObjects: 0, run: null },
    ...{ validationImages: null, datasetHash: null, labels: null, settings: null },
    parent: typeof parent === 'string' ? { kind: 'model', modelId: parent } : parent,
  };
}

const drawn = (nodes: readonly LineageNode[]) =>
  lineageRows(nodes).map(({ node: { id }, lane, joins, passes, below }) => [id, lane, joins, passes, below]);

test('a chain stays in one lane, and a model of random weights ends it', () => {
  const rows = drawn([node('c', 'b'), node('b', 'a'), node('a', { kind: 'none' })]);
  expect(rows).toEqual([
    ['c', 0, [], [], 'line'],
    ['b', 0, [0], [], 'line'],
    ['a', 0, [0], [], 'none'],
  ]);
});

test('children of one model meet in it, and the lane that is free is taken again', () => {
  const nodes = [
    node('e', 'b'),
    node('d', 'a'),
    node('c', 'b'),
    node('b', 'a'),
    node('x', { kind: 'none' }),
    node('a', 'lost'),
  ];
  expect(drawn(nodes)).toEqual([
    ['e', 0, [], [], 'line'],
    ['d', 1, [], [0], 'line'],
    ['c', 2, [], [0, 1], 'line'],
    ['b', 0, [0, 2], [1], 'line'],
    ['x', 2, [], [0, 1], 'none'],
    ['a', 0, [0, 1], [], 'lost'],
  ]);
  expect(laneCount(lineageRows(nodes))).toBe(3);
});

test('one model, and none', () => {
  expect(drawn([node('a', { kind: 'unknown' })])).toEqual([['a', 0, [], [], 'none']]);
  expect(laneCount(lineageRows([]))).toBe(1);
});
