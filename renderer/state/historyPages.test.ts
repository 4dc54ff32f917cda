import { expect, test } from 'vitest';
import type { HistoryGesture, HistoryPage } from '../../app/contract/historyViews.ts';
import { withNewestPage, withOlderPage } from './historyPages.ts';

const gesture = (sequence: number): HistoryGesture => ({
  sequence,
  description: `Edit ${sequence}`,
  imageId: null,
  imageName: null,
  committedAt: sequence,
  changes: 1,
});
const page = (total: number, ...sequences: number[]): HistoryPage => ({
  gestures: sequences.map(gesture),
  total,
  present: sequences[0] ?? 0,
});
const sequences = (gestures: readonly HistoryGesture[]) => gestures.map(({ sequence }) => sequence);
const known = [6, 5, 4, 3, 2, 1].map(gesture);

test('new gestures come on top of those that are known, and undone ones that a new one replaced are gone', () => {
  expect(sequences(withNewestPage(known, page(7, 7, 6, 5)))).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(sequences(withNewestPage(known, page(5, 7, 4, 3)))).toEqual([7, 4, 3, 2, 1]);
  expect(sequences(withNewestPage([], page(6, 6, 5, 4)))).toEqual([6, 5, 4]);
});

test('where more has come than a page holds, the list begins anew', () => {
  expect(sequences(withNewestPage(known, page(12, 12, 11, 10)))).toEqual([12, 11, 10]);
  expect(sequences(withNewestPage(known, page(0)))).toEqual([]);
});

test('an older page is joined on without doubles, where gestures were added before it was read', () => {
  expect(sequences(withOlderPage([6, 5, 4].map(gesture), page(6, 3, 2, 1)))).toEqual([6, 5, 4, 3, 2, 1]);
  expect(sequences(withOlderPage([6, 5, 4].map(gesture), page(7, 4, 3, 2)))).toEqual([6, 5, 4, 3, 2]);
});
