/**
 * A source of numbers in [0, 1) that depends on nothing but its keys: sfc32 (Chris Doty-Humphrey, PractRand), seeded by
 * a hash of them. What was drawn for a step or a trial can so be drawn again at any time, which resuming relies on.
 */
export function randomSource(...keys: readonly number[]): () => number {
  let hash = 0x9e3779b9;
  for (const key of keys) hash = mix(hash ^ mix(key >>> 0) ^ mix(Math.floor(key / 2 ** 32) + 0x85ebca6b));
  let [a, b, c, counter] = [mix(hash + 1), mix(hash + 2), mix(hash + 3), 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** Finaliser of MurmurHash3: every bit of the input changes about half of the output's. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) | 0;
}

/** A number from the normal distribution of mean 0 and deviation 1 (Box and Muller, 1958). */
export function normalNumber(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
