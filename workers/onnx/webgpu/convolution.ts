import type { GraphNode } from '../graph.ts';
import { windowOf } from '../shapes/windows.ts';
import type { RepairedGraph } from './repair.ts';

export interface Convolution {
  /** Its shape: (outputs, channels / group, ...window). */
  readonly kernel: readonly number[];
  /** (N, channels, ...sizes); `undefined` where the image may be of any size. */
  readonly image: readonly number[] | undefined;
  readonly group: number;
  readonly strides: readonly number[];
  /** Zeros around the image, before it and then behind it for each axis; `undefined` where they depend on its size. */
  readonly pads: readonly number[] | undefined;
  /** One place of the image makes one of the result: a product of matrices. */
  readonly isProduct: boolean;
}

/** `null` where the node is no convolution or its kernel is not known. */
export function convolutionOf({ operator, inputs, attributes }: GraphNode, graph: RepairedGraph): Convolution | null {
  const kernel = operator === 'Conv' ? graph.infoOf(inputs[1] ?? '')?.shape : undefined;
  if (kernel === undefined) return null;
  const { group = 1, auto_pad: automatic = 'NOTSET', ...settings } = attributes as GraphNode<'Conv'>['attributes'];
  const [, , ...window] = kernel;
  const image = graph.infoOf(inputs[0] ?? '')?.shape;
  const isOpen = image === undefined && automatic.startsWith('SAME');
  const sizes = image?.slice(2) ?? [];
  const { strides, pads } = windowOf(sizes, { ...settings, auto_pad: isOpen ? 'NOTSET' : automatic }, window);
  const isPointwise = [...window, ...strides].every((size) => size === 1);
  // Where a window of one place keeps the size of its image, there are none.
  const isProduct = isPointwise && pads.every((pad) => pad === 0);
  return { kernel, image, group, strides, pads: isOpen ? undefined : pads, isProduct };
}
