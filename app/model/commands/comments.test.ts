import { expect, test } from 'vitest';
import { commentRecord } from '../../../tests/fixtures/records.ts';
import { documentWith, sampleImage } from '../../../tests/generators/documents.ts';
import { invertDiff } from '../diff.ts';
import { applyDiff, createDocument } from '../document.ts';
import { addComment, editComment, removeComment } from './comments.ts';

const now = 9000;
const before = commentRecord('c', sampleImage.id, { text: 'Is this one?' });
const document = createDocument(sampleImage, [], [], [before]);

test('a comment is pinned inside the image with its text, and one that says nothing is none', () => {
  const diff = addComment(documentWith(), { id: 'n', point: { x: 50, y: -3 }, text: ' Look here ', now });
  const after = commentRecord('n', sampleImage.id, {
    point: { x: 40, y: 0 },
    text: 'Look here',
    createdAt: now,
    updatedAt: now,
  });
  expect(diff).toEqual([{ table: 'comments', before: null, after }]);
  expect(addComment(documentWith(), { id: 'n', point: { x: 1, y: 1 }, text: ' \n', now })).toEqual([]);
  const added = applyDiff(documentWith(), diff);
  expect([added.comments.get('n'), applyDiff(added, invertDiff(diff)).comments.size]).toEqual([after, 0]);
});

test('text and state change, and what changes nothing or leaves no text is no edit', () => {
  expect(editComment(document, { id: 'c', text: 'It is one.', now })).toEqual([
    { table: 'comments', before, after: { ...before, text: 'It is one.', updatedAt: now } },
  ]);
  expect(editComment(document, { id: 'c', resolved: true, now })).toEqual([
    { table: 'comments', before, after: { ...before, resolved: true, updatedAt: now } },
  ]);
  const nothing = [{ text: 'Is this one? ' }, { text: ' ' }, { resolved: false }, {}];
  expect(nothing.flatMap((change) => editComment(document, { id: 'c', now, ...change }))).toEqual([]);
  expect(editComment(document, { id: 'gone', resolved: true, now })).toEqual([]);
});

test('a removed comment comes back by undo, and those of other images are not shown', () => {
  const diff = removeComment(document, { id: 'c' });
  const removed = applyDiff(document, diff);
  expect([removed.comments.size, applyDiff(removed, invertDiff(diff)).comments]).toEqual([0, document.comments]);
  const elsewhere = { table: 'comments', before: null, after: commentRecord('x', 'image-2') } as const;
  expect(applyDiff(document, [elsewhere]).comments).toEqual(document.comments);
});
