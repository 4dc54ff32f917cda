import { expect, test } from 'vitest';
import { checkDefinitions } from '../../app/model/attributes.ts';
import { type AttributeDraft, definitionsOf, draftOf, emptyDraft, readValue } from './attributeDrafts.ts';

const draft = (id: string, change: Partial<AttributeDraft> = {}): AttributeDraft => ({
  ...emptyDraft(id),
  name: id,
  kind: 'text',
  ...change,
});

test('drafts become definitions: trimmed, options once, defaults of their kind; and back', () => {
  const { definitions, problems } = definitionsOf([
    draft('a', { name: ' Stage ', kind: 'choice', optionLines: 'early\n late \n\nearly', defaultText: 'late' }),
    draft('b', { kind: 'choice', optionLines: 'x', defaultText: 'gone' }),
    draft('c', { kind: 'number', defaultText: '1,5', optionLines: 'kept while another kind is tried' }),
    draft('d', { kind: 'yesNo', defaultText: 'no' }),
    draft('e', { defaultText: ' ' }),
  ]);
  expect(problems.size).toBe(0);
  expect(checkDefinitions(definitions)).toBeNull();
  expect(definitions).toEqual([
    { id: 'a', name: 'Stage', kind: 'choice', options: ['early', 'late'], defaultValue: 'late' },
    { id: 'b', name: 'b', kind: 'choice', options: ['x'], defaultValue: null },
    { id: 'c', name: 'c', kind: 'number', options: [], defaultValue: 1.5 },
    { id: 'd', name: 'd', kind: 'yesNo', options: [], defaultValue: false },
    { id: 'e', name: 'e', kind: 'text', options: [], defaultValue: null },
  ]);
  expect(definitionsOf(definitions.map(draftOf)).definitions).toEqual(definitions);
});

test('what is wrong is said of the draft where it is', () => {
  const { problems } = definitionsOf([
    draft('a', { name: ' ' }),
    draft('b', { name: 'size' }),
    draft('c', { name: 'size ' }),
    draft('d', { kind: 'choice', optionLines: ' \n' }),
    draft('e', { kind: 'number', defaultText: 'much' }),
    draft('f', { kind: 'number', defaultText: '1,234' }),
  ]);
  expect(Object.fromEntries(problems)).toEqual({
    a: 'nameMissing',
    c: 'nameTaken',
    d: 'optionsMissing',
    e: 'noNumber',
    f: 'ambiguous',
  });
});

test('an empty field unsets a value, of whatever kind', () => {
  const kinds = ['text', 'number', 'choice', 'yesNo'] as const;
  expect(kinds.map((kind) => readValue({ kind, options: ['x'] }, ' '))).toEqual(
    kinds.map(() => ({ kind: 'value', value: null })),
  );
});
