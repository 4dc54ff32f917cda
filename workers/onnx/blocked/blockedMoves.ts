import { nothing, type BlockedForms, type BlockedValues } from './blockedValues.ts';
import type { GraphNode } from '../graph.ts';
import { padsOfAllAxes, sliceRanges } from '../shapes/layoutShapes.ts';
import type { ReadConstant } from '../shapes/shapeRule.ts';

/** Operators that move whole blocks of channels, several in a row by one Gather. */
export const blockedMoves = {
  DepthToSpace: (layout, node) => {
    const [x = ''] = node.inputs;
    const { blocksize = 1, mode } = (node as GraphNode<'DepthToSpace'>).attributes;
    const [samples = 1, channels = 1, height = 1, width = 1] = layout.shape(x);
    const outputs = channels / blocksize ** 2;
    if (!layout.isBlocked(x) || mode === 'CRD' || outputs % layout.block !== 0) return false;
    return move(layout, node, [samples, outputs, height * blocksize, width * blocksize], ({ part, row, column }) => ({
      part: (((row % blocksize) * blocksize + (column % blocksize)) * outputs) / layout.block + part,
      row: Math.floor(row / blocksize),
      column: Math.floor(column / blocksize),
    }));
  },
  Pad: (layout, node) => {
    const [x = '', , value = ''] = node.inputs;
    const { mode = 'constant' } = (node as GraphNode<'Pad'>).attributes;
    if (!layout.isBlocked(x) || value !== '' || mode !== 'constant') return false;
    const [samples = 1, channels = 1, height = 1, width = 1] = layout.shape(x);
    const pads = padsOfAllAxes(4, constantsOf(layout, node));
    const [, , top = 0, left = 0, , , bottom = 0, right = 0] = pads;
    if ([0, 1, 4, 5].some((side) => pads[side] !== 0)) return false;
    const shape = [samples, channels, height + top + bottom, width + left + right];
    const place = ({ part, row, column }: BlockPlace): BlockPlace => ({ part, row: row - top, column: column - left });
    return move(layout, node, shape, place, node);
  },
  Slice: (layout, node) => {
    const [x = ''] = node.inputs;
    if (!layout.isBlocked(x)) return false;
    const shape = layout.shape(x);
    const ranges = sliceRanges(shape, constantsOf(layout, node));
    if (ranges.has(0) || ranges.has(1)) return false;
    const counts = shape.map((size, axis) => ranges.get(axis)?.count ?? size);
    const [rows, columns] = [2, 3].map((axis) => ranges.get(axis) ?? { start: 0, step: 1 });
    return move(layout, node, counts, ({ part, row, column }) => ({
      part,
      row: (rows?.start ?? 0) + row * (rows?.step ?? 1),
      column: (columns?.start ?? 0) + column * (columns?.step ?? 1),
    }));
  },
  SpaceToDepth: (layout, node) => {
    const [x = ''] = node.inputs;
    const { blocksize = 1 } = (node as GraphNode<'SpaceToDepth'>).attributes;
    const [samples = 1, channels = 1, height = 1, width = 1] = layout.shape(x);
    if (!layout.isBlocked(x)) return false;
    const parts = channels / layout.block;
    const shape = [samples, channels * blocksize ** 2, height / blocksize, width / blocksize];
    return move(layout, node, shape, ({ part, row, column }) => {
      const quarter = Math.floor(part / parts);
      return {
        part: part % parts,
        row: row * blocksize + Math.floor(quarter / blocksize),
        column: column * blocksize + (quarter % blocksize),
      };
    });
  },
} satisfies BlockedForms;

interface BlockPlace {
  /** Which block of the pixel's channels. */
  readonly part: number;
  readonly row: number;
  readonly column: number;
}

/** The node's output, of this shape, holds at each place the block that is at `sourceOf` it in the node's input. */
function move(
  layout: BlockedValues,
  { inputs: [x = ''], outputs: [output = ''] }: GraphNode,
  shape: readonly number[],
  sourceOf: (place: BlockPlace) => BlockPlace,
  plainNode?: GraphNode,
): true {
  const before = layout.moveOf(x);
  const [, , height = 1, width = 1] = layout.shape(x);
  const [, channels = 1, rows = 1, columns = 1] = shape;
  const indices = Array.from({ length: (channels / layout.block) * rows * columns }, (_, i) => {
    const place = { part: Math.floor(i / (rows * columns)), row: Math.floor(i / columns) % rows, column: i % columns };
    const { part, row, column } = sourceOf(place);
    if (row < 0 || row >= height || column < 0 || column >= width) return nothing;
    const index = (part * height + row) * width + column;
    return before === undefined ? index : (before.indices[index] ?? nothing);
  });
  layout.setMove(output, { source: before?.source ?? x, shape, indices, ...(plainNode && { plainNode }) });
  return true;
}

function constantsOf({ builder }: BlockedValues, { inputs }: GraphNode): ReadConstant {
  return (index, fallback) => {
    const tensor = builder.tensor(inputs[index] ?? '');
    return tensor === undefined ? (fallback ?? []) : Array.from(tensor.data, Number);
  };
}
