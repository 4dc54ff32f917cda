import { beforeEach, expect, test, vi } from 'vitest';
import type { RecordDiff } from '../../app/model/diff.ts';
import { createDocument } from '../../app/model/document.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { annotationRecord, imageRecord, labelRecord, noCounts } from '../../tests/fixtures/records.ts';
import { host } from './host.ts';
import { imageList } from './imageList.svelte.ts';
import { copySelection, cutSelection, duplicateToNextImage, pasteCopied } from './objectClipboard.ts';
import { openImage } from './openImage.svelte.ts';

/** What the host has been sent, with the image that was looked at then. */
const sent: { readonly description: string; readonly diff: RecordDiff }[] = [];
const label = labelRecord('cell');
const images = ['one', 'two'].map((id) => imageRecord(id));
const stored = new Map<string, AnnotationRecord[]>();

vi.mock('./host.ts', () => ({
  clientId: 'here',
  codeOf: () => null,
  messageOf: String,
  onHostEvent: () => () => undefined,
  onHostConnected: () => () => undefined,
  host: {
    edits: {
      commit: vi.fn((edit: { readonly description: string; readonly diff: RecordDiff }) => {
        sent.push(edit);
        for (const { after } of edit.diff as readonly { readonly after: AnnotationRecord | null }[]) {
          if (after !== null) stored.set(after.imageId, [...(stored.get(after.imageId) ?? []), after]);
        }
        return Promise.resolve({ sequence: sent.length, history: { undo: edit.description, redo: null } });
      }),
      history: () => Promise.resolve({ undo: null, redo: null }),
    },
    images: {
      open: ({ imageId }: { readonly imageId: string }) =>
        Promise.resolve({ image: images.find(({ id }) => id === imageId), annotations: stored.get(imageId) ?? [] }),
    },
    labels: { list: () => Promise.resolve([label]) },
  },
}));

beforeEach(async () => {
  localStorage.clear();
  sent.length = 0;
  stored.clear();
  const objects = ['a', 'b'].map((id) => annotationRecord(id, 'one', 'cell'));
  stored.set('one', objects);
  imageList.images = images.map((image) => ({ ...image, ...noCounts }));
  openImage.close();
  await openImage.open('one');
  openImage.select(['a', 'b']);
});

function addedTo(imageId: string): number {
  return sent.flatMap(({ diff }) => diff).filter(({ after }) => (after as AnnotationRecord | null)?.imageId === imageId)
    .length;
}

test('what was copied on one image is pasted on another, in place, as often as wanted', async () => {
  copySelection();
  await openImage.open('two');
  await pasteCopied();
  await pasteCopied();
  await vi.waitFor(() => expect(sent.length).toBe(2));
  expect([sent.map(({ description }) => description), addedTo('two')]).toEqual([['Paste', 'Paste'], 4]);
  const { annotations } = openImage.document ?? createDocument(imageRecord('none'), [], []);
  expect([...annotations.values()].map(({ geometry }) => geometry)).toEqual(
    Array.from({ length: 4 }, () => annotationRecord('a', 'one', 'cell').geometry),
  );
  expect([...openImage.selection]).toEqual(sent[1]?.diff.map(({ after }) => after?.id));
});

test('another window of the project has what was copied; without anything the person is told', async () => {
  copySelection();
  const text = localStorage.getItem('maskwright.copiedObjects');
  expect(JSON.parse(text ?? '')).toMatchObject({ type: 'maskwright/objects', version: 1 });
  // As the other window would write it.
  localStorage.setItem('maskwright.copiedObjects', (text ?? '').replace('"b"', '"c"'));
  await pasteCopied();
  expect(addedTo('one')).toBe(2);
  localStorage.setItem('maskwright.copiedObjects', 'something else');
  await pasteCopied();
  expect(sent.length).toBe(1);
});

test('cutting removes in one gesture what can then be pasted', async () => {
  cutSelection();
  expect(openImage.document?.annotations.size).toBe(0);
  await openImage.open('two');
  await pasteCopied();
  expect([sent.map(({ description }) => description), openImage.document?.annotations.size]).toEqual([
    ['Cut', 'Paste'],
    2,
  ]);
});

test('duplicating to the next image is one gesture that opens it; on the last image nothing is sent', async () => {
  await duplicateToNextImage();
  expect(sent.map(({ description, diff }) => [description, diff.length])).toEqual([['Duplicate to the next image', 2]]);
  expect([openImage.document?.image.id, addedTo('two'), openImage.selection.size]).toEqual(['two', 2, 2]);
  await duplicateToNextImage();
  expect([vi.mocked(host.edits.commit).mock.calls.length > 0, sent.length, openImage.document?.image.id]).toEqual([
    true,
    1,
    'two',
  ]);
});
