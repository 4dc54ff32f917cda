import { dataTypeNumbers } from '../../onnx/graph.ts';
import type { GraphBuilder, Value } from '../../onnx/graphBuilder.ts';

/** What is left of an image after pooling, and where it was. */
export interface SwitchedPooling {
  /** (N, C, H / 2, W / 2). */
  readonly pooled: Value;
  /** For each pixel of a 2x2 window, row by row, (N, C, H / 2, W / 2): 1 where it was the largest, 0 elsewhere. */
  readonly switches: readonly Value[];
}

/**
 * 2x2 max pooling that remembers which pixel of each window it took, the first of equal ones (Zeiler and Fergus,
 * "Visualizing and understanding convolutional networks", 2014). What ONNX has for this, the Indices of MaxPool and
 * MaxUnpool, is known to onnxruntime on processors alone; this is made of what every device and either engine computes.
 * As in PyTorch, no gradient leads through the choice.
 */
export function switchedPooling(builder: GraphBuilder, x: Value): SwitchedPooling {
  const channels = builder.shape(x)[1] ?? 0;
  const places = builder.add('SpaceToDepth', [x], { blocksize: 2 });
  const pixels = builder.addMany('Split', [places, builder.integers(Array<number>(4).fill(channels))], 4, { axis: 1 });
  const largest = builder.add('Max', pixels);
  const switches: Value[] = [];
  let free: Value | null = null;
  for (const pixel of pixels.slice(0, -1)) {
    const isLess = builder.add('Cast', [builder.add('Less', [pixel, largest])], { to: dataTypeNumbers.float32 });
    const stillFree: Value = free === null ? isLess : builder.add('Mul', [free, isLess]);
    switches.push(builder.add('Sub', [free ?? builder.scalar(1), stillFree]));
    free = stillFree;
  }
  switches.push(free ?? '');
  const parts = pixels.map((pixel, i) => builder.add('Mul', [pixel, switches[i] ?? '']));
  return { pooled: parts.reduce((sum, part) => builder.add('Add', [sum, part])), switches };
}

/** Puts `x`, (N, C, h, w), where the pooling took its pixels from, and 0 elsewhere: (N, C, 2 h, 2 w). */
export function switchedUnpooling(builder: GraphBuilder, x: Value, switches: readonly Value[]): Value {
  const places = switches.map((chosen) => builder.add('Mul', [x, chosen]));
  return builder.add('DepthToSpace', [builder.add('Concat', places, { axis: 1 })], { blocksize: 2, mode: 'DCR' });
}
