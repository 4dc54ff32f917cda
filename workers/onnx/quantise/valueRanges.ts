/** Between which numbers a value lies. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

const binCount = 4096;

/**
 * Counts numbers in bins of equal width around zero, which grow, two into one, as larger numbers come. So ranges without
 * the outermost numbers are known to a 2,048th of the largest one after a single pass.
 */
export class ValueHistogram {
  #counts = new Float64Array(binCount);
  /** Numbers from -#reach to #reach have bins. */
  #reach = 0;
  #low = Infinity;
  #high = -Infinity;
  #total = 0;

  /** Throws `RangeError` where one of them is not finite. */
  add(values: Float32Array): void {
    let low = this.#low;
    let high = this.#high;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value - value !== 0) throw new RangeError('A number is not finite.');
      if (value < low) low = value;
      if (value > high) high = value;
    }
    this.#low = low;
    this.#high = high;
    this.#cover(Math.max(-low, high));
    const perNumber = binCount / 2 / this.#reach;
    const counts = this.#counts;
    for (let i = 0; i < values.length; i++) {
      const bin = Math.min(binCount - 1, Math.floor((values[i] as number) * perNumber) + binCount / 2);
      counts[bin] = (counts[bin] as number) + 1;
    }
    this.#total += values.length;
  }

  /** All numbers. */
  get extremes(): ValueRange {
    return this.#total === 0 ? { low: 0, high: 0 } : { low: this.#low, high: this.#high };
  }

  /** The range without the smallest and the largest numbers, a share of `1 - kept` of them on each side. */
  range(kept: number): ValueRange {
    const { low, high } = this.extremes;
    if (kept >= 1 || this.#total === 0) return { low, high };
    const most = this.#total * (1 - kept);
    const width = (2 * this.#reach) / binCount;
    let first = 0;
    for (let left = 0; first < binCount - 1; first++) {
      left += this.#counts[first] as number;
      if (left > most) break;
    }
    let last = binCount - 1;
    for (let left = 0; last > first; last--) {
      left += this.#counts[last] as number;
      if (left > most) break;
    }
    return {
      low: Math.max(low, first * width - this.#reach),
      high: Math.min(high, (last + 1) * width - this.#reach),
    };
  }

  #cover(largest: number): void {
    if (this.#reach === 0) this.#reach = 2 ** Math.ceil(Math.log2(Math.max(largest, 2 ** -40)));
    while (this.#reach < largest) {
      const counts = new Float64Array(binCount);
      for (let bin = 0; bin < binCount; bin++) {
        const joined = binCount / 4 + (bin >> 1);
        counts[joined] = (counts[joined] as number) + (this.#counts[bin] as number);
      }
      this.#counts = counts;
      this.#reach *= 2;
    }
  }
}
