import type { Device } from '../../app/contract/workerMessages.ts';
import type { GraphBuilder, Value } from '../onnx/graphBuilder.ts';
import { windowReach, type Window } from '../onnx/shapes/windows.ts';

/** A convolution whose kernel's gradient is wanted. */
export interface KernelUse {
  readonly builder: GraphBuilder;
  /** (N, C, rows, columns), what the windows lie on. */
  readonly image: Value;
  /** (N, O, rows, columns), one pixel for each window. */
  readonly response: Value;
  /** The kernel's: (O, C / group, rows, columns). */
  readonly shape: readonly number[];
  readonly window: Window;
  readonly group: number;
  readonly device: Device;
  /** As in `RuleContext`. */
  readonly block: number | null;
}

/** Of few channels, copies for all places are cheaper than moving what answers them. */
export const fewChannels = 4;

/** Whether G has the size of X, so that planes can be moved instead of cut; not where cutting them is cheaper. */
export function isSameSize({ builder, image, response, window, device }: KernelUse): boolean {
  const { strides, pads } = window;
  const [, channels = 1, height, width = 0] = builder.shape(image);
  const [, , responseHeight, responseWidth] = builder.shape(response);
  return (
    !(device === 'cpu' && channels <= fewChannels) &&
    strides.every((stride) => stride === 1) &&
    height === responseHeight &&
    width === responseWidth &&
    (pads[1] ?? 0) < width &&
    (pads[3] ?? 0) < width &&
    windowReach(window).every((reach, axis) => reach - 1 === (pads[axis] ?? 0) + (pads[axis + 2] ?? 0))
  );
}

/** Rows and columns of the kernel's places, row by row. */
export function placesOf({ kernel: [rows = 1, columns = 1] }: Window): [number, number][] {
  return Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);
}
