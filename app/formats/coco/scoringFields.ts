import * as v from 'valibot';

/** Fields of ground truth and results that are scored. Numbers must be numbers: a guess would be a wrong score. */

/** An id as a number or as text; both mean the same. */
export const identifier = v.pipe(v.union([v.number(), v.string()]), v.transform(String));

export const finiteNumber = v.pipe(v.number(), v.finite());

/** Pixels; far beyond every image, and small enough for exact positions. */
export const imageSide = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

/** x, y, width, height. An empty list is what some tools write for "no box". */
export const scoredBox = v.union([
  v.pipe(
    v.strictTuple([]),
    v.transform(() => null),
  ),
  v.strictTuple([finiteNumber, finiteNumber, v.pipe(finiteNumber, v.minValue(0)), v.pipe(finiteNumber, v.minValue(0))]),
]);

/** The first issue in words. */
export function explainIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (issue?.path === undefined) return 'it is not a record.';
  const field = v.getDotPath(issue) ?? '';
  if (issue.received === 'undefined' || issue.received === 'null') return `it has no ${field}.`;
  return `its ${field} is not valid (${issue.received.slice(0, 60)}).`;
}
