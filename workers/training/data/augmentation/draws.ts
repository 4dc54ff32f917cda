import { randomSource } from '../../../../app/training/randomSource.ts';

/** What draws random numbers for a cut-out; each kind has its own, so that no setting moves what others draw. */
const subjects = ['place', 'transform', 'elastic', 'light', 'colour', 'blur', 'noise', 'cutout'] as const;

/** The random choices of one subject for one cut-out; a pure function of the keys. */
export class Draws {
  readonly random: () => number;

  constructor(seed: number, step: number, slot: number, subject: (typeof subjects)[number]) {
    this.random = randomSource(seed, step, slot, subjects.indexOf(subject));
  }

  happens(probability: number): boolean {
    return this.random() < probability;
  }

  between(low: number, high: number): number {
    return low + this.random() * (high - low);
  }

  /** From -range to range. */
  shift(range: number): number {
    return this.between(-range, range);
  }

  /** From 1 / (1 + range) to 1 + range, enlarging as often as reducing. */
  factor(range: number): number {
    return Math.exp(this.shift(Math.log1p(range)));
  }

  /** A key for a source of its own. */
  seed(): number {
    return Math.floor(this.random() * 2 ** 32);
  }
}
