import { expect, test } from 'vitest';
import { imageStateOf, imageStates, isComplete, isLabelled, isUnlabelled, reviewStates } from './imageReview.ts';

test('the shown state, and what counts as labelled, follow from what was said and from the accepted objects', () => {
  const told = reviewStates.flatMap((review) =>
    [0, 3].map((accepted) => {
      const image = { review, accepted };
      const facts = { complete: isComplete(image), labelled: isLabelled(image), unlabelled: isUnlabelled(image) };
      const holding = Object.entries(facts).flatMap(([fact, holds]) => (holds ? [fact] : []));
      return `${review}, ${accepted} objects: ${[imageStateOf(image), ...holding].join(', ')}`;
    }),
  );
  expect(told).toEqual([
    'open, 0 objects: toDo, unlabelled',
    'open, 3 objects: inProgress, labelled',
    'done, 0 objects: done, complete, labelled',
    'done, 3 objects: done, complete, labelled',
    'needsReview, 0 objects: needsReview, unlabelled',
    'needsReview, 3 objects: needsReview, labelled',
    'accepted, 0 objects: accepted, complete, labelled',
    'accepted, 3 objects: accepted, complete, labelled',
    'rejected, 0 objects: rejected, unlabelled',
    'rejected, 3 objects: rejected',
  ]);
  expect(new Set(told.map((line) => line.split(/: |, /)[2]))).toEqual(new Set(imageStates));
});
