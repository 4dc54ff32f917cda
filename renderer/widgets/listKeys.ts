interface ListFacts {
  /** -1 where none is current. */
  readonly current: number;
  readonly count: number;
  readonly rowsPerPage: number;
}

type Step = (facts: ListFacts) => number;

const onward: Step = ({ current }) => current + 1;
const back: Step = ({ current, count }) => (current < 0 ? count - 1 : current - 1);
const steps: Readonly<Record<string, Step>> = {
  Home: () => 0,
  End: ({ count }) => count - 1,
  PageDown: ({ current, rowsPerPage }) => Math.max(current, 0) + rowsPerPage,
  PageUp: ({ current, rowsPerPage }) => current - rowsPerPage,
};
const stepsAlong: { readonly [A in 'rows' | 'columns']: Readonly<Record<string, Step>> } = {
  rows: { ...steps, ArrowDown: onward, ArrowUp: back },
  columns: { ...steps, ArrowRight: onward, ArrowLeft: back },
};

/** Which row of a list a key goes to; `null` where it is none of a list's keys, or there are no rows. */
export function rowAfterKey(key: string, along: 'rows' | 'columns', facts: ListFacts): number | null {
  const step = Object.hasOwn(stepsAlong[along], key) ? stepsAlong[along][key] : undefined;
  if (step === undefined || facts.count === 0) return null;
  return Math.min(Math.max(step(facts), 0), facts.count - 1);
}
