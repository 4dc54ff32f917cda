import { expect, test } from 'vitest';
import type { ImageSummary } from '../../app/contract/views.ts';
import { imageRecord, noCounts } from '../../tests/fixtures/records.ts';
import { stepToTarget } from './imageSteps.ts';

const image = (name: string, more: Partial<ImageSummary> = {}): ImageSummary => ({
  ...imageRecord(name),
  ...noCounts,
  ...more,
});

const order = [
  image('to do'),
  image('done', { review: 'done', accepted: 2 }),
  image('begun', { accepted: 1 }),
  image('review', { review: 'needsReview', suggested: 1 }),
  image('accepted', { review: 'accepted' }),
];

const step = (...[currentId, target, direction]: [string | null, 'toDo' | 'suggested' | 'toReview', 1 | -1]) =>
  stepToTarget(order, currentId, target, direction)?.id ?? null;

test('the next image that awaits something is found in either direction, round the end', () => {
  expect({
    next: step('to do', 'toDo', 1),
    round: step('begun', 'toDo', 1),
    previous: step('accepted', 'toDo', -1),
    roundBackwards: step('to do', 'toDo', -1),
    fromNowhere: step(null, 'toDo', 1),
    fromNowhereBackwards: step(null, 'toDo', -1),
    suggested: step('accepted', 'suggested', 1),
    toReview: step('to do', 'toReview', -1),
  }).toEqual({
    next: 'begun',
    round: 'to do',
    previous: 'begun',
    roundBackwards: 'begun',
    fromNowhere: 'to do',
    fromNowhereBackwards: 'begun',
    suggested: 'review',
    toReview: 'review',
  });
});

test('there is none where only the current image awaits it, or none is shown', () => {
  expect([step('review', 'toReview', 1), step('review', 'suggested', -1)]).toEqual([null, null]);
  expect(stepToTarget([], null, 'toDo', 1)).toBeNull();
});
