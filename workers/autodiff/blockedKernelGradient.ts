import { float32Tensor } from '../onnx/graph.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { channelsFirst } from '../onnx/kernelLayout.ts';
import type { Window } from '../onnx/shapes/windows.ts';
import { reshapeTo, sumAxes } from './reductions.ts';

/** A convolution of one group and stride 1 that keeps the size of the image, in onnxruntime's blocks of channels. */
export interface BlockedKernelUse {
  readonly builder: GraphBuilder;
  /** X, (N, C, rows, columns). */
  readonly image: Value;
  /** G, (N, O, rows, columns). */
  readonly response: Value;
  readonly window: Window;
  /** Channels in a block; C, O and the rows are multiples of it. */
  readonly block: number;
}

/**
 * dW(o,c,k) = sum over n,p of G(n,o,p) X(n,c,p + d k - pad), as a convolution: the rows of the image are its channels,
 * its columns and the channels of X are its pixels, and G, once for each row of the kernel and moved by as many rows, is
 * its kernel, which is as high as the image has columns. The places that it takes along these are the kernel's columns.
 * So both stay in blocks, and nothing is copied for the columns. Returns (O, C, rows, columns) of the kernel.
 */
export function blockedKernelGradient({ builder, image, response, window, block }: BlockedKernelUse): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(image);
  const [, outputs = 1] = builder.shape(response);
  const [rows = 1, columns = 1] = window.kernel;
  const [dilation = 1, columnDilation = 1] = window.dilations;
  const [top = 0, left = 0, , right = 0] = window.pads;
  const moves = Array.from({ length: rows }, (_, row) => row * dilation - top);

  const kernels = builder.integers([samples * outputs * rows, height, width, 1]);
  const products = builder.add(
    'NchwcConv',
    [
      rowsAsChannels(builder, image, block),
      builder.add('Reshape', [movedRows(builder, response, moves, block), kernels]),
    ],
    {
      group: samples,
      kernel_shape: [width, 1],
      pads: [left, 0, right, 0],
      strides: [columnDilation, 1],
      dilations: [1, 1],
    },
  );
  const parts = [channels / block, samples, outputs / block, rows, columns, block, block];
  const sums = sumAxes(builder, reshapeTo(builder, products, parts), [1], false);
  // One axis at a time, which onnxruntime moves several times as fast as all at once.
  const places = rows * columns;
  const blocks = reshapeTo(builder, sums, [channels / block, (outputs / block) * places, block ** 2]);
  const channelsTogether = builder.add('Transpose', [blocks], { perm: [1, 0, 2] });
  const outputsLast = reshapeTo(builder, channelsTogether, [outputs / block, places * channels, block]);
  const ordered = builder.add('Transpose', [outputsLast], { perm: [0, 2, 1] });
  return channelsFirst(builder, reshapeTo(builder, ordered, [outputs, rows, columns, channels]));
}

/** (N, C, rows, columns) to (N C / block, pixels, block). */
function blocksOf(builder: GraphBuilder, planes: Value, block: number): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(planes);
  const blocked = builder.add('NchwcReorderInput', [planes]);
  return reshapeTo(builder, blocked, [(samples * channels) / block, height * width, block]);
}

/** X to (C / block, N rows, columns, block), of which rows are the channels, in blocks. */
function rowsAsChannels(builder: GraphBuilder, image: Value, block: number): Value {
  const [samples = 1, channels = 1, height = 1, width = 1] = builder.shape(image);
  const parts = channels / block;
  const pixels = reshapeTo(builder, blocksOf(builder, image, block), [samples * parts, height, width, block]);
  const byRows = builder.add('NchwcReorderInput', [pixels]);
  const shape = [parts, samples * height, width, block];
  if (parts === 1) return reshapeTo(builder, byRows, shape);
  const apart = reshapeTo(builder, byRows, [samples, parts, height * width * block]);
  return reshapeTo(builder, builder.add('Transpose', [apart], { perm: [1, 0, 2] }), shape);
}

/**
 * G to (N O / block, moves rows / block, columns, block of rows, block of O) for one Gather: G(row - move), 0 where that
 * lies outside, for each move.
 */
function movedRows(builder: GraphBuilder, response: Value, moves: readonly number[], block: number): Value {
  const [, , height = 1, width = 1] = builder.shape(response);
  const blocks = blocksOf(builder, response, block);
  const [count = 1, pixels = 1] = builder.shape(blocks);
  const zeros = float32Tensor([count, 1, block], new Float32Array(count * block));
  const withZeros = builder.add('Concat', [blocks, builder.constant(zeros)], { axis: 1 });
  const sources = Array.from({ length: moves.length * pixels }, (_, i) => {
    const [move, rowBlock] = [moves[Math.floor(i / pixels)] ?? 0, Math.floor((i % pixels) / (width * block))];
    const [column, row] = [Math.floor(i / block) % width, rowBlock * block + (i % block) - move];
    return row < 0 || row >= height ? pixels : row * width + column;
  });
  return builder.add('Gather', [withZeros, builder.integers(sources)], { axis: 1 });
}
