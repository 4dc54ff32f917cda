import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelRecord } from '../../tests/fixtures/records.ts';
import type { RecordChange, RecordDiff } from './diff.ts';
import { joinedDiff } from './joinedDiff.ts';
import type { LabelRecord } from './records.ts';

type Labels = ReadonlyMap<string, LabelRecord>;

function applied(labels: Labels, diff: RecordDiff): Labels {
  const changed = new Map(labels);
  for (const { table, before, after } of diff) {
    if (table !== 'labels') continue;
    expect(changed.get((after ?? before)?.id ?? '') ?? null).toEqual(before);
    if (after === null) changed.delete(before?.id ?? '');
    else changed.set(after.id, after);
  }
  return changed;
}

test('a joined diff starts and ends where the diffs do, and changes every record once', () => {
  const step = fc.record({ id: fc.constantFrom('a', 'b', 'c'), name: fc.option(fc.string(), { nil: null }) });
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 8 }), (gestures) => {
      const start: Labels = new Map([['a', labelRecord('a')]]);
      let end = start;
      const diffs = gestures.map((steps) => {
        const changes = new Map<string, RecordChange>();
        for (const { id, name } of steps) {
          const before = end.get(id) ?? null;
          const after = name === null ? null : labelRecord(id, { name });
          if (before !== null || after !== null) changes.set(id, { table: 'labels', before, after });
        }
        const diff = [...changes.values()];
        end = applied(end, diff);
        return diff;
      });
      const joined = joinedDiff(diffs);
      expect(applied(start, joined)).toEqual(end);
      expect(new Set(joined.map(({ before, after }) => (after ?? before)?.id)).size).toBe(joined.length);
    }),
  );
});

test('what comes and goes on the way is not in it', () => {
  const label = labelRecord('a');
  expect(
    joinedDiff([[{ table: 'labels', before: null, after: label }], [{ table: 'labels', before: label, after: null }]]),
  ).toEqual([]);
});
