/**
 * Works on `ahead` values at a time and yields the outcomes in the order of the values. Where the reader stops early,
 * work that has begun ends unheard.
 */
export async function* inOrder<T, R>(
  values: readonly T[],
  ahead: number,
  work: (value: T) => Promise<R>,
): AsyncGenerator<readonly [T, PromiseSettledResult<R>], void, void> {
  const begin = async (value: T): Promise<readonly [T, PromiseSettledResult<R>]> => {
    const [outcome] = await Promise.allSettled([work(value)]);
    return [value, outcome];
  };
  const begun: ReturnType<typeof begin>[] = [];
  for (const value of values) {
    begun.push(begin(value));
    const oldest = begun.length > ahead ? begun.shift() : undefined;
    if (oldest) yield await oldest;
  }
  for (const outcome of begun) yield await outcome;
}
