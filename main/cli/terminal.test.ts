import { expect, test } from 'vitest';
import type { Job } from '../../app/contract/jobs.ts';
import { formatDuration, progressLine } from './terminal.ts';

const job: Job = {
  id: 'j',
  kind: 'importImages',
  title: { kind: 'importPlace', place: 'scans' },
  state: 'running',
  done: 1234,
  total: 4936,
  unit: 'images',
  detail: 'scan-17.png',
  startedAt: 0,
  finishedAt: null,
  secondsLeft: 200,
  result: null,
  error: null,
};

test('a progress line says share, counts, time left and what is at work', () => {
  expect(progressLine(job)).toBe('[######------------------]   25 %  1,234 of 4,936 images  3 min left  scan-17.png');
  expect(progressLine({ ...job, total: 0, done: 0, secondsLeft: null, detail: '' })).toBe(
    '[------------------------]    0 %  0 images',
  );
  expect(progressLine({ ...job, done: 4936, finishedAt: 5, detail: '' })).toBe(
    '[########################]  100 %  4,936 of 4,936 images',
  );
});

test('durations are told in the unit that fits', () => {
  expect([0.4, 89, 90, 5399, 5400].map(formatDuration)).toEqual(['0 s', '89 s', '2 min', '90 min', '1.5 h']);
});
