/**
 * The sum of `values` in the order in which numpy adds, so that means come out as the reference tools print them, to the
 * last bit: buffers of 8192 numbers one after the other, each pairwise, in blocks of 128 with eight running sums.
 * Source: numpy 1.24, loops_utils.h.src (pairwise_sum) and NPY_BUFSIZE.
 */
export function pairwiseSum(values: ArrayLike<number>): number {
  let sum = 0;
  for (let from = 0; from < values.length; from += BUFFER) {
    sum += bufferSum(values, from, Math.min(BUFFER, values.length - from));
  }
  return sum;
}

const BUFFER = 8192;

function bufferSum(values: ArrayLike<number>, from: number, count: number): number {
  if (count < 8) {
    let sum = 0;
    for (let index = 0; index < count; index++) sum += values[from + index] as number;
    return sum;
  }
  if (count <= BLOCK) return blockSum(values, from, count);
  const half = Math.floor(count / 2);
  const first = half - (half % 8);
  return bufferSum(values, from, first) + bufferSum(values, from + first, count - first);
}

const BLOCK = 128;

function blockSum(values: ArrayLike<number>, from: number, count: number): number {
  const at = (index: number): number => values[from + index] as number;
  const sums = [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)] as [
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  let index = 8;
  for (; index < count - (count % 8); index += 8) {
    for (let lane = 0; lane < 8; lane++) sums[lane] = (sums[lane] as number) + at(index + lane);
  }
  let sum = sums[0] + sums[1] + (sums[2] + sums[3]) + (sums[4] + sums[5] + (sums[6] + sums[7]));
  for (; index < count; index++) sum += at(index);
  return sum;
}

/** Mean as numpy computes it; `null` without values. */
export function pairwiseMean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : pairwiseSum(values) / values.length;
}
