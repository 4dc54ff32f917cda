import { expect, test } from 'vitest';
import { annotation, documentWith, suggestion } from '../../../tests/generators/documents.ts';
import { acceptSuggestions, rejectSuggestions } from './suggestions.ts';

const now = 9000;
const [low, high] = [suggestion('low', 0.3), suggestion('high', 0.8)];
const document = documentWith(low, high, annotation('drawn'), { ...suggestion('old', 0.9), status: 'rejected' });

test('accepts one, all, or all above a score, and nothing but suggestions', () => {
  const accepted = (before: typeof low) => ({
    table: 'annotations',
    before,
    after: { ...before, status: 'accepted', updatedAt: now },
  });
  expect(acceptSuggestions(document, { ids: ['low', 'drawn', 'old'], now })).toEqual([accepted(low)]);
  expect(acceptSuggestions(document, { now })).toEqual([accepted(high), accepted(low)]);
  expect(acceptSuggestions(document, { minScore: 0.8, now })).toEqual([accepted(high)]);
});

test('rejects in the same way', () => {
  expect(rejectSuggestions(document, { ids: ['high', 'low'], minScore: 0.5, now })).toEqual([
    { table: 'annotations', before: high, after: { ...high, status: 'rejected', updatedAt: now } },
  ]);
});
