import type { TensorMessage } from '../file/onnxSchema.ts';
import { elementCount } from '../graph.ts';
import { packedTensor, type RealTensor } from './networkDraft.ts';
import type { ValueRange } from './valueRanges.ts';

/** real = scale (quantised - zeroPoint) */
export interface UnsignedScale {
  readonly scale: number;
  /** 0-255 */
  readonly zeroPoint: number;
}

/** Below it float32 loses bits, and some processors take such numbers for zero. */
const smallestScale = 2 ** -126;

/** Asymmetric, 8 bits, so that zero is met exactly: padding is zero, and what Relu cuts off is. */
export function unsignedScale({ low, high }: ValueRange): UnsignedScale {
  const [from, to] = [Math.min(0, low), Math.max(0, high)];
  const scale = to > from ? Math.max(Math.fround((to - from) / 255), smallestScale) : 1;
  return { scale, zeroPoint: Math.min(255, Math.max(0, roundHalfToEven(-from / scale))) };
}

/**
 * Kernels go from -64 to 64, one bit less than there is: processors with AVX2 but without VNNI add two products in 16
 * signed bits, and 2 x 255 x 64 is the largest even number of such that fits (onnxruntime, "Quantize ONNX models", reduce_range).
 */
const largestKernelNumber = 64;
/** Biases are int32; more than that leaves no room for the sum that they are added to. */
const largestBiasNumber = 2 ** 30;

export interface QuantisedKernel {
  readonly kernel: TensorMessage;
  /** One for each channel along the axis. */
  readonly scales: Float32Array;
  readonly bias: TensorMessage | null;
  /** Of the bias: those of the kernel times the input's. */
  readonly biasScales: Float32Array;
}

/** Symmetric, one scale for each index along `axis`; the bias in steps of the products that it is added to. */
export function quantiseKernel(
  kernel: RealTensor,
  axis: number,
  bias: RealTensor | undefined,
  inputScale: number,
): QuantisedKernel {
  const channels = kernel.shape[axis] ?? 1;
  const length = elementCount(kernel.shape.slice(axis + 1));
  const channelOf = (index: number): number => Math.floor(index / length) % channels;
  const largest = new Float64Array(channels);
  for (const [index, value] of kernel.data.entries()) {
    largest[channelOf(index)] = Math.max(largest[channelOf(index)] as number, Math.abs(value));
  }
  const scales = Float32Array.from(largest, (value, channel) => {
    const forBias = Math.abs(bias?.data[channel] ?? 0) / inputScale / largestBiasNumber;
    return Math.max(value / largestKernelNumber, forBias, smallestScale / Math.min(1, inputScale));
  });
  const data = Int8Array.from(kernel.data, (value, index) => toStep(value, scales[channelOf(index)] as number));
  const biasScales = scales.map((scale) => scale * inputScale);
  return {
    kernel: packedTensor('int8', kernel.shape, data),
    scales,
    bias:
      bias === undefined
        ? null
        : packedTensor(
            'int32',
            bias.shape,
            Int32Array.from(bias.data, (value, channel) => toStep(value, biasScales[channel] as number)),
          ),
    biasScales,
  };
}

/** Of a number that is not negative. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function toStep(value: number, scale: number): number {
  const steps = value / scale;
  return Math.sign(steps) * roundHalfToEven(Math.abs(steps));
}
