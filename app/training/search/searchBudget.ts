import { AppError } from '../../contract/errors.ts';

/** What a person gives a search; each may be left open. */
export interface SearchWishes {
  readonly trials: number | null;
  readonly minutes: number | null;
  readonly trialMinutes: number | null;
  readonly trialSteps: number | null;
}

/** Whichever ends first; at least one of both is not `null`. */
export interface SearchBudget {
  readonly trials: number | null;
  readonly minutes: number | null;
  /** How long each trial trains; one of both is `null`. */
  readonly trialMinutes: number | null;
  readonly trialSteps: number | null;
}

/** What a search without a number of trials divides its time by. */
const trialsInTime = 12;
const defaultTrialMinutes = 2;

/** Throws INVALID_INPUT where nothing ends the search, or a trial is measured twice. */
export function searchBudget({ trials, minutes, trialMinutes, trialSteps }: SearchWishes): SearchBudget {
  if (trials === null && minutes === null) {
    throw new AppError('INVALID_INPUT', 'A search needs an end: a number of trials, a time, or both.');
  }
  if (trialMinutes !== null && trialSteps !== null) {
    throw new AppError('INVALID_INPUT', 'A trial is as long as its minutes or its steps, not both.');
  }
  if (trialMinutes !== null || trialSteps !== null) return { trials, minutes, trialMinutes, trialSteps };
  const share = minutes === null ? defaultTrialMinutes : minutes / (trials ?? trialsInTime);
  return { trials, minutes, trialMinutes: share, trialSteps: null };
}

/** Whether a further trial fits; one is begun where at least half of what they took so far does. */
export function hasTimeLeft(budget: SearchBudget, ended: number, elapsedMs: number): boolean {
  if (budget.trials !== null && ended >= budget.trials) return false;
  if (budget.minutes === null || ended === 0) return true;
  return elapsedMs + elapsedMs / ended / 2 <= budget.minutes * 60_000;
}
