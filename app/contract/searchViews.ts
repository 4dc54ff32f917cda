import type { RunId } from '../model/records.ts';
import type { TrialPoint } from '../training/search/medianRule.ts';
import type { SearchBudget } from '../training/search/searchBudget.ts';
import type { DescribedSpace, TrialSettings } from '../training/search/searchSpace.ts';
import type { SearchStrategy } from '../training/search/strategies.ts';

/** A search for better training settings: trials, each of which is an ordinary run. */
export interface Search {
  readonly id: string;
  readonly state: 'running' | 'finished' | 'stopped' | 'failed' | 'interrupted';
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly strategy: SearchStrategy;
  readonly seed: number;
  readonly space: DescribedSpace;
  readonly budget: SearchBudget;
  /** Whether hopeless trials end early. */
  readonly prunes: boolean;
  /** What all trials have in common: a complete training configuration. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Spent on trials that have ended. */
  readonly elapsedMs: number;
  readonly trials: readonly SearchTrial[];
  readonly error: string | null;
}

export interface SearchTrial {
  /** From 1. */
  readonly number: number;
  /** `null` where its settings do not go together, so that nothing was run. */
  readonly runId: RunId | null;
  /** `stopped`: with the whole search, which goes on with it. */
  readonly state: 'running' | 'finished' | 'pruned' | 'stopped' | 'failed';
  readonly settings: TrialSettings;
  /** The best on the held-out images so far, 0-1, by `measureOf` the configuration. */
  readonly score: number | null;
  /** Its validations. */
  readonly points: readonly (TrialPoint & { readonly step: number })[];
  readonly durationMs: number;
  /** Why it failed; `null` where it did not. */
  readonly error: string | null;
}
