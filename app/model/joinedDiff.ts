import type { RecordChange, RecordDiff } from './diff.ts';

/** One diff that leads as far as these, one after the other: every record as it was at first and as it is at last. */
export function joinedDiff(diffs: Iterable<RecordDiff>): RecordDiff {
  const changes = new Map<string, RecordChange>();
  for (const change of flattened(diffs)) {
    const key = `${change.table} ${(change.after ?? change.before)?.id ?? ''}`;
    const earlier = changes.get(key);
    changes.set(key, earlier === undefined ? change : ({ ...change, before: earlier.before } as RecordChange));
  }
  return [...changes.values()].filter(({ before, after }) => before !== null || after !== null);
}

function* flattened(diffs: Iterable<RecordDiff>): Iterable<RecordChange> {
  for (const diff of diffs) yield* diff;
}
