/** How far single precision is from PyTorch's double precision, here and in PyTorch itself. */
export interface Difference {
  readonly name: string;
  /** |own - double| / |double| with Euclidean norms. */
  readonly own: number;
  /** |single - double| / |double|: what rounding alone makes of the same numbers. */
  readonly torch: number;
}

type Numbers = ArrayLike<number>;

/** `expected` looks up what PyTorch found under a name; throws `TypeError` where it found nothing of that length. */
export function differencesOf(
  values: ReadonlyMap<string, Numbers>,
  expected: (precision: 'single' | 'double', name: string) => readonly number[] | undefined,
): readonly Difference[] {
  return [...values].map(([name, own]) => {
    const [single, double] = [expected('single', name), expected('double', name)];
    if (single?.length !== own.length || double?.length !== own.length) {
      throw new TypeError(`PyTorch has ${double?.length ?? 'no'} numbers for ${name}, which are ${own.length} here.`);
    }
    return { name, own: relativeDifference(own, double), torch: relativeDifference(single, double) };
  });
}

function relativeDifference(found: Numbers, expected: readonly number[]): number {
  const squares = expected.map((value, i) => [((found[i] ?? NaN) - value) ** 2, value ** 2] as const);
  const [distance, length] = squares.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0] as readonly [number, number]);
  return distance === 0 ? 0 : Math.sqrt(distance / length);
}
