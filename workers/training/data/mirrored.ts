/** Index of the pixel that the mirrored continuation of a row of `size` pixels shows at `index`: c b a | a b c | c b a. */
export function mirrored(index: number, size: number): number {
  if (index >= 0 && index < size) return index;
  const period = 2 * size;
  const inPeriod = ((index % period) + period) % period;
  return inPeriod < size ? inPeriod : period - 1 - inPeriod;
}
