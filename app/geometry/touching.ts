import { columnOf, spanPosition, type Spans } from './spans.ts';

/** Objects with at most this many pixels between them, along a row or a column, count as touching. */
const widestGap = 1;

interface Run {
  readonly owner: number;
  /** Rows; `end` is not included. */
  readonly start: number;
  readonly end: number;
}

/** Whether each of many objects touches or overlaps another. Runs of pixels are compared within a column and its next ones. */
export function touchingObjects(objects: readonly Spans[]): readonly boolean[] {
  const columns = runsByColumn(objects);
  const touches = objects.map(() => false);
  for (const [column, runs] of columns) {
    for (let step = 0; step <= widestGap + 1; step++) {
      // In one column rows may lie apart; between columns they must overlap.
      const reach = step === 0 ? widestGap : -1;
      for (const run of runs) {
        for (const other of columns.get(column + step) ?? []) {
          if (other.start > run.end + reach) break;
          if (other.owner === run.owner || other.end < run.start - reach) continue;
          touches[run.owner] = true;
          touches[other.owner] = true;
        }
      }
    }
  }
  return touches;
}

function runsByColumn(objects: readonly Spans[]): ReadonlyMap<number, readonly Run[]> {
  const columns = new Map<number, Run[]>();
  for (const [owner, spans] of objects.entries()) {
    for (let index = 0; index < spans.length; index += 2) {
      const column = columnOf(spans[index] as number);
      const top = spanPosition(column, 0);
      const runs = columns.get(column) ?? [];
      columns.set(column, runs);
      runs.push({ owner, start: (spans[index] as number) - top, end: (spans[index + 1] as number) - top });
    }
  }
  for (const runs of columns.values()) runs.sort((a, b) => a.start - b.start);
  return columns;
}
