import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDocument } from '../../app/model/document.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import { comparison } from './comparison.svelte.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';

const box = (x: number, width: number) =>
  ({ kind: 'polygon', parts: [{ outline: [x, 0, x + width, 0, x + width, 10, x, 10], holes: [] }] }) as const;
const truth = annotationRecord('truth', 'image', 'cell', { geometry: box(0, 20), createdAt: 1 });
const suggestion = (id: string, x: number, score: number) =>
  annotationRecord(id, 'image', 'cell', { geometry: box(x, 20), status: 'suggested', score, createdAt: 2 });

function show(...records: readonly (typeof truth)[]): void {
  openImage.document = createDocument(imageRecord('image'), records, [labelRecord('cell')]);
}

function wantLessMotion(matches: boolean): void {
  vi.stubGlobal('matchMedia', () => ({ matches }));
}

const ids = () => comparison.shown?.index.values.map(({ id }) => id);
const signal = new AbortController().signal;

beforeEach(() => wantLessMotion(false));
afterEach(() => {
  comparison.stop();
  comparison.releaseFlicker(0);
  objectView.showAll();
  vi.unstubAllGlobals();
});

test('the difference is that of what is to be seen, with suggestions from the score on', async () => {
  show(truth, suggestion('sure', 10, 0.9), suggestion('unsure', 100, 0.2));
  comparison.toggleDifference();
  expect(comparison.shown).toBeNull();
  await comparison.compare(signal);
  expect(ids()).toEqual(['both truth', 'truth truth', 'suggestions sure']);
  expect(comparison.difference?.labels.map(({ labelId, iou, missed, extra }) => [labelId, iou, missed, extra])).toEqual(
    [['cell', 1 / 3, 1, 1]],
  );
  objectView.toggle(['truth']);
  await comparison.compare(signal);
  expect(ids()).toEqual(['suggestions sure']);
  openImage.document = createDocument(imageRecord('other'), [suggestion('elsewhere', 0, 1)], []);
  expect(comparison.shown).toBeNull();
});

test('a held key lets the sides take turns, until it is let go', () => {
  show(truth, suggestion('sure', 10, 0.9));
  comparison.pressFlicker(1000);
  const first = ids();
  comparison.flip();
  comparison.pressFlicker(1600);
  expect([first, ids()]).toEqual([['sure'], ['truth']]);
  comparison.releaseFlicker(2000);
  expect([comparison.mode, comparison.shown]).toEqual(['off', null]);
  comparison.toggleFlicker(3000);
  expect([comparison.mode, comparison.stop(), comparison.stop()]).toEqual(['flicker', true, false]);
});

test('with less motion every press shows the next side', () => {
  wantLessMotion(true);
  show(truth, suggestion('sure', 10, 0.9));
  const press = () => {
    comparison.pressFlicker(1000);
    comparison.pressFlicker(1500);
    comparison.releaseFlicker(1600);
    return [comparison.isStill, ids()];
  };
  expect([press(), press(), press(), press()]).toEqual([
    ...[
      [true, ['sure']],
      [true, ['truth']],
      [true, undefined],
      [true, ['sure']],
    ],
  ]);
});

test('without suggestions there is nothing to take turns, and the panel says why', () => {
  show(truth);
  comparison.pressFlicker(1000);
  comparison.releaseFlicker(1100);
  expect([comparison.mode, comparison.shown]).toEqual(['difference', null]);
});
