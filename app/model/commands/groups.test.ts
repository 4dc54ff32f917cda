import { expect, test } from 'vitest';
import { annotation, documentWith, suggestion } from '../../../tests/generators/documents.ts';
import { invertDiff } from '../diff.ts';
import { applyDiff } from '../document.ts';
import { groupedWith, groupsOf } from '../groups.ts';
import { groupAnnotations, ungroupAnnotations } from './groups.ts';

const [a, b, c, guess] = [annotation('a'), annotation('b'), annotation('c'), suggestion('guess', 0.5)];
const document = documentWith(a, b, c, guess);

test('objects are grouped, leave their group for another one, and undo takes it back; suggestions stay undecided', () => {
  const first = groupAnnotations(document, { ids: ['a', 'b', 'gone'], groupId: 'one' });
  expect(first).toEqual([
    { table: 'annotations', before: a, after: { ...a, groupId: 'one' } },
    { table: 'annotations', before: b, after: { ...b, groupId: 'one' } },
  ]);
  const grouped = applyDiff(document, first);
  const second = groupAnnotations(grouped, { ids: ['b', 'guess'], groupId: 'two' });
  const regrouped = applyDiff(grouped, second);
  expect([groupsOf(grouped), groupsOf(regrouped)]).toEqual([
    new Map([['one', { number: 1, ids: ['a', 'b'] }]]),
    new Map([['two', { number: 1, ids: ['b', 'guess'] }]]),
  ]);
  expect(regrouped.annotations.get('guess')).toEqual({ ...guess, groupId: 'two' });
  expect(applyDiff(regrouped, invertDiff(second))).toEqual(grouped);
});

test('one object is no group, and what is a group already is grouped again only with others', () => {
  const grouped = applyDiff(document, groupAnnotations(document, { ids: ['a', 'b'], groupId: 'one' }));
  const group = (...ids: string[]) => groupAnnotations(grouped, { ids, groupId: 'new' }).length;
  expect([group('c'), group('b', 'a'), group('a', 'b', 'c'), group()]).toEqual([0, 0, 3, 0]);
});

test('an object with its group, and without it after it was taken out', () => {
  const grouped = applyDiff(document, groupAnnotations(document, { ids: ['a', 'b', 'c'], groupId: 'one' }));
  const all = [...grouped.annotations.values()];
  const ids = (annotations: readonly { readonly id: string }[]) => annotations.map(({ id }) => id);
  const [first, , , alone] = all;
  if (first === undefined || alone === undefined) throw new Error('There are four objects.');
  expect([ids(groupedWith(first, all)), ids(groupedWith(alone, all))]).toEqual([['a', 'b', 'c'], ['guess']]);
  const left = ungroupAnnotations(grouped, { ids: ['b', 'guess'] });
  expect(left.map(({ after }) => after)).toEqual([b]);
  expect(groupsOf(applyDiff(grouped, left)).get('one')?.ids).toEqual(['a', 'c']);
});
