import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ImageSummary } from '../../../app/contract/views.ts';
import type { RecordDiff } from '../../../app/model/diff.ts';
import { annotationRecord, imageRecord, labelRecord, noCounts } from '../../../tests/fixtures/records.ts';
import { imageList } from '../../state/imageList.svelte.ts';
import { labels } from '../../state/labels.svelte.ts';
import ImageFilters from './ImageFilters.svelte';

/** The answers that the host still owes, oldest first. */
const owed = vi.hoisted(() => [] as ((objects: Readonly<Record<string, number>>) => void)[]);
vi.mock('../../state/host.ts', () => ({
  host: { images: { withLabel: () => new Promise((resolve) => void owed.push(resolve)) } },
  onHostConnected: () => () => undefined,
  onHostEvent: () => () => undefined,
  messageOf: String,
}));

const image = (id: string, more: Partial<ImageSummary> = {}): ImageSummary => ({
  ...imageRecord(id),
  ...noCounts,
  ...more,
});
let mounted: object;

beforeEach(() => {
  imageList.images = [image('a', { accepted: 2 }), image('b', { split: 'val' }), image('c', { review: 'accepted' })];
  labels.list = [labelRecord('cell'), labelRecord('crack')];
  mounted = mount(ImageFilters, { target: document.body, props: { testId: 'strip' } });
  flushSync();
});
afterEach(async () => {
  await unmount(mounted);
  imageList.showAll();
  owed.length = 0;
});

function choose(name: 'filter' | 'label' | 'split', value: string): void {
  const select = document.querySelector<HTMLSelectElement>(`[data-testid=strip-${name}]`);
  if (select === null) throw new Error(`There is no list ${name}`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
}

const answer = async (objects: Readonly<Record<string, number>>): Promise<void> => {
  owed.shift()?.(objects);
  await Promise.resolve();
  flushSync();
};
const shown = (): readonly string[] => imageList.filtered.map(({ id }) => id);

test('every state is offered with how many images it has, and filters of several kinds narrow together', () => {
  const options = [...document.querySelectorAll('[data-testid=strip-filter] option')];
  expect(options.map(({ textContent }) => textContent)).toEqual([
    'All (3)',
    'To do (1)',
    'In progress (1)',
    'Done (0)',
    'Needs review (0)',
    'Accepted (1)',
    'Rejected (0)',
    'With suggestions (0)',
    'With objects (1)',
  ]);
  choose('split', 'none');
  expect(shown()).toEqual(['a', 'c']);
  choose('filter', 'inProgress');
  expect(shown()).toEqual(['a']);
});

test('a label narrows the list once the host has told its images, which then follow edits', async () => {
  choose('label', 'crack');
  expect(shown()).toEqual(['a', 'b', 'c']);
  await answer({ a: 1 });
  expect(shown()).toEqual(['a']);
  imageList.label.follow(drawn('b'));
  expect(shown()).toEqual(['a', 'b']);
  labels.list = labels.list.filter(({ id }) => id !== 'crack');
  expect(shown()).toEqual(['a', 'b', 'c']);
});

test('an answer from before an edit, or for a label that is not chosen any more, is passed over', async () => {
  choose('label', 'crack');
  imageList.label.follow(drawn('b'));
  await answer({ a: 1 });
  expect(shown()).toEqual(['a', 'b', 'c']);
  await answer({ a: 1, b: 1 });
  expect(shown()).toEqual(['a', 'b']);
  choose('label', 'cell');
  choose('label', '');
  await answer({ c: 1 });
  expect(shown()).toEqual(['a', 'b', 'c']);
});

const drawn = (imageId: string): RecordDiff => [
  { table: 'annotations', before: null, after: annotationRecord('new', imageId, 'crack') },
];
