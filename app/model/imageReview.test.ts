import { expect, test } from 'vitest';
import {
  imageStateOf,
  isAnnotated,
  imageStates,
  isComplete,
  isLabelled,
  isUnlabelled,
  reviewStates,
} from './imageReview.ts';

test('the shown state, and what counts as labelled, follow from what was said and from the accepted objects', () => {
  const told = reviewStates.flatMap((review) =>
    [
      [0, 0],
      [3, 0],
      [3, 2],
    ].map(([accepted = 0, areas = 0]) => {
      const image = { review, accepted, areas };
      const facts = {
        complete: isComplete(image),
        annotated: isAnnotated(image),
        labelled: isLabelled(image),
        unlabelled: isUnlabelled(image),
      };
      const holding = Object.entries(facts).flatMap(([fact, holds]) => (holds ? [fact] : []));
      return `${review}, ${accepted} objects, ${areas} areas: ${[imageStateOf(image), ...holding].join(', ')}`;
    }),
  );
  expect(told).toEqual([
    'open, 0 objects, 0 areas: toDo, unlabelled',
    'open, 3 objects, 0 areas: inProgress, annotated, unlabelled',
    'open, 3 objects, 2 areas: inProgress, annotated, labelled',
    'done, 0 objects, 0 areas: done, complete, annotated, labelled',
    'done, 3 objects, 0 areas: done, complete, annotated, labelled',
    'done, 3 objects, 2 areas: done, complete, annotated, labelled',
    'needsReview, 0 objects, 0 areas: needsReview, unlabelled',
    'needsReview, 3 objects, 0 areas: needsReview, annotated, unlabelled',
    'needsReview, 3 objects, 2 areas: needsReview, annotated, labelled',
    'accepted, 0 objects, 0 areas: accepted, complete, annotated, labelled',
    'accepted, 3 objects, 0 areas: accepted, complete, annotated, labelled',
    'accepted, 3 objects, 2 areas: accepted, complete, annotated, labelled',
    'rejected, 0 objects, 0 areas: rejected, unlabelled',
    'rejected, 3 objects, 0 areas: rejected, unlabelled',
    'rejected, 3 objects, 2 areas: rejected',
  ]);
  expect(new Set(told.map((line) => line.split(/: |, /)[3]))).toEqual(new Set(imageStates));
});
