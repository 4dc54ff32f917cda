import { expect, test, vi } from 'vitest';
import { applyDiff, createDocument } from '../../app/model/document.ts';
import { commentRecord, imageRecord } from '../../tests/fixtures/records.ts';
import { comments } from './comments.svelte.ts';
import { openImage } from './openImage.svelte.ts';

const [resolved, late, early] = [
  commentRecord('resolved', 'image', { resolved: true, createdAt: 1 }),
  commentRecord('late', 'image', { createdAt: 3 }),
  commentRecord('early', 'image', { createdAt: 2 }),
];

function openWith(imageId: string, ...records: readonly ReturnType<typeof commentRecord>[]): string[] {
  const gestures: string[] = [];
  openImage.document = createDocument(imageRecord(imageId), [], [], records);
  vi.spyOn(openImage, 'commit').mockImplementation((description, diff) => {
    gestures.push(description);
    if (openImage.document !== null) openImage.document = applyDiff(openImage.document, diff);
    return Promise.resolve();
  });
  return gestures;
}

test('open comments stand first, oldest before newer ones, and a resolved one goes to the end', () => {
  const gestures = openWith('image', resolved, late, early);
  const ids = () => comments.list.map(({ id }) => id);
  const before = ids();
  comments.setResolved('early', true);
  expect([before, ids(), gestures]).toEqual([
    ['early', 'late', 'resolved'],
    ['late', 'resolved', 'early'],
    ['Resolve comment'],
  ]);
});

test('a comment is written where it was begun, and what was begun on another image is not shown', () => {
  const gestures = openWith('image', early);
  comments.toggle('early');
  comments.begin({ x: 4, y: 5 });
  expect([comments.draftPoint, comments.shown]).toEqual([{ x: 4, y: 5 }, null]);
  comments.add(' \n');
  expect(gestures).toEqual([]);
  comments.add('Look here');
  expect([comments.draftPoint, comments.shown?.id, gestures]).toEqual([null, 'early', ['Add comment']]);
  expect(comments.list.map(({ text, point }) => [text, point])).toContainEqual(['Look here', { x: 4, y: 5 }]);

  comments.begin({ x: 1, y: 1 });
  openWith('other');
  comments.add('Lost');
  expect([comments.draftPoint, comments.shown, comments.list]).toEqual([null, null, []]);
});
