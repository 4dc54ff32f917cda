/** Steps of 1, 2 and 5 times a power of ten, for rulers and scale bars. */

/** A step of 2 is halved twice, so that its smaller ticks are round too. */
const minorParts = { 1: 5, 2: 4, 5: 5 } as const;
type Mantissa = keyof typeof minorParts;

interface Step {
  readonly mantissa: Mantissa;
  readonly power: number;
}

export interface TickSteps {
  /** Between ticks with a number. */
  readonly major: number;
  /** How many parts the small ticks cut it into; 1 where there is no room for them. */
  readonly parts: number;
}

export interface Tick {
  readonly value: number;
  readonly isMajor: boolean;
}

/** Logarithms of round numbers are not always round themselves. */
const slack = 1e-9;

/** The smallest step that is not below `smallest`. */
function stepFrom(smallest: number): Step {
  const power = Math.floor(Math.log10(smallest) + slack);
  const share = smallest / 10 ** power;
  const mantissa = ([1, 2, 5] as const).find((candidate) => candidate >= share - slack);
  return mantissa === undefined ? { mantissa: 1, power: power + 1 } : { mantissa, power };
}

function valueOf({ mantissa, power }: Step): number {
  return power < 0 ? mantissa / 10 ** -power : mantissa * 10 ** power;
}

/** The largest round number that is not above `largest`. */
function roundStepBelow(largest: number): number {
  const power = Math.floor(Math.log10(largest) + slack);
  const share = largest / 10 ** power;
  const mantissa = ([5, 2, 1] as const).find((candidate) => candidate <= share + slack) ?? 1;
  return valueOf({ mantissa, power });
}

/**
 * Ticks of a scale with `pxPerUnit` CSS pixels for each unit: numbers at least `labelGapPx` apart, small ticks at least
 * `tickGapPx`. Where units are `whole`, such as pixels, nothing is cut into less than one.
 */
export function tickSteps(
  pxPerUnit: number,
  {
    labelGapPx,
    tickGapPx,
    whole,
  }: { readonly labelGapPx: number; readonly tickGapPx: number; readonly whole: boolean },
): TickSteps {
  const wanted = labelGapPx / pxPerUnit;
  const step = stepFrom(whole ? Math.max(wanted, 1) : wanted);
  const major = valueOf(step);
  const parts = minorParts[step.mantissa];
  const isTooFine = (major / parts) * pxPerUnit < tickGapPx || (whole && major < parts);
  return { major, parts: isTooFine ? 1 : parts };
}

/** All ticks from `start` to `end`, in units. Counted, not added up, so that none is missed by rounding. */
export function ticksBetween(start: number, end: number, { major, parts }: TickSteps): Tick[] {
  const first = Math.ceil((start / major) * parts - slack);
  const last = Math.floor((end / major) * parts + slack);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => {
    const count = first + index;
    return { value: (count / parts) * major, isMajor: count % parts === 0 };
  });
}

/** The longest round length that fits into `longestPx` CSS pixels. */
export function scaleBarOf(pxPerMm: number, longestPx: number): { lengthMm: number; widthPx: number } {
  const lengthMm = roundStepBelow(longestPx / pxPerMm);
  return { lengthMm, widthPx: lengthMm * pxPerMm };
}
