import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { openSession } from '../onnx/session.ts';

export type NetworkResult = InferenceSession.OnnxValueMapType;

export interface FormDifference {
  readonly pixels: number;
  /** Share of them that get the same class. */
  readonly share: number;
  /** Of all outputs: the mean of |difference|^2 / |output|^2 of each. */
  readonly error: number;
}

/** The outputs of a network for each tile, on the processor. Throws `EXPORT_MISMATCH` where one is not finite. */
export async function runOnTiles(
  model: Uint8Array,
  { input }: ModelCard,
  tiles: readonly Tensor[],
): Promise<NetworkResult[]> {
  const session = await openSession(model, { device: 'cpu' });
  try {
    const results: NetworkResult[] = [];
    for (const tile of tiles) results.push(await session.run({ [input.name]: tile }));
    const numbers = results.flatMap((result) => Object.values(result)).map(({ data }) => data as Float32Array);
    if (numbers.every((data) => data.every(Number.isFinite))) return results;
  } finally {
    await session.release();
  }
  throw new AppError(
    'EXPORT_MISMATCH',
    'The model gives numbers that are not finite in this form; export another one.',
  );
}

/** `before` and `after` hold the outputs of two forms of one network for the same tiles. */
export function compareForms(
  before: readonly NetworkResult[],
  after: readonly NetworkResult[],
  { output }: ModelCard,
): FormDifference {
  let [pixels, same] = [0, 0];
  const sums = new Map<string, { difference: number; whole: number }>();
  for (const [index, result] of before.entries()) {
    const other = after[index] as NetworkResult;
    for (const [name, tensor] of Object.entries(result)) {
      const [own, changed] = [tensor.data as Float32Array, other[name]?.data as Float32Array];
      const sum = sums.get(name) ?? { difference: 0, whole: 0 };
      for (const [i, value] of own.entries()) {
        sum.difference += (value - (changed[i] as number)) ** 2;
        sum.whole += value ** 2;
      }
      sums.set(name, sum);
    }
    const [classes, others] = [result, other].map((found) => classesOf(found[output.name] as Tensor));
    pixels += classes?.length ?? 0;
    same += (classes ?? new Uint8Array()).reduce((count, value, i) => count + Number(value === others?.[i]), 0);
  }
  const errors = [...sums.values()].map(({ difference, whole }) => difference / Math.max(whole, Number.MIN_VALUE));
  return {
    pixels,
    share: same / Math.max(1, pixels),
    error: errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length),
  };
}

/** The most probable class of each pixel of (1, classes, height, width). */
function classesOf({ data, dims }: Tensor): Uint8Array {
  const values = data as Float32Array;
  const classes = dims[1] ?? 1;
  const plane = values.length / classes;
  return Uint8Array.from({ length: plane }, (_, pixel) => {
    let best = 0;
    for (let index = 1; index < classes; index++) {
      if ((values[index * plane + pixel] as number) > (values[best * plane + pixel] as number)) best = index;
    }
    return best;
  });
}
