import type { Search } from '../../app/contract/searchViews.ts';
import { hasEnded } from '../training/trial.ts';
import type { JobProgress } from './jobBoard.ts';

/** What the running trial reports of itself, as the progress of the search that it belongs to. */
export function searchProgress(of: JobProgress, current: () => Search, planned: number | null): JobProgress {
  const { budget, trials, elapsedMs } = current();
  const ended = trials.filter(hasEnded);
  const scores = ended.flatMap(({ score }) => (score === null ? [] : [score]));
  const best = scores.length === 0 ? null : Math.max(...scores);
  const meanSeconds = ended.length === 0 ? (budget.trialMinutes ?? 0) * 60 : elapsedMs / ended.length / 1000;
  const startedAt = performance.now();
  const secondsLeft = (trialSeconds: number | null | undefined): number | null => {
    const spent = (elapsedMs + performance.now() - startedAt) / 1000;
    const byTime = budget.minutes === null ? Infinity : budget.minutes * 60 - spent;
    const further = planned === null ? Infinity : Math.max(0, planned - ended.length - 1);
    const left = Math.min(byTime, (trialSeconds ?? meanSeconds) + further * meanSeconds);
    return Number.isFinite(left) ? Math.max(0, left) : null;
  };
  return {
    ...of,
    update: ({ detail, secondsLeft: ofTrial }) =>
      of.update({
        done: ended.length,
        detail: { kind: 'trial', number: ended.length + 1, doing: detail ?? '', best },
        secondsLeft: secondsLeft(ofTrial),
      }),
  };
}
