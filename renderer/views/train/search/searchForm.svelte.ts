import { presetDimension, usuallyVaried } from '../../../../app/training/search/presetSpace.ts';
import { isSearchable, parseSearchSpace, type SettingValue } from '../../../../app/training/search/searchSpace.ts';
import type { SearchStrategy } from '../../../../app/training/search/strategies.ts';
import { trainConfigKeys, type TrainConfigKey } from '../../../../app/training/trainConfig.ts';
import { plannedTraining } from '../../../state/trainingPlan.svelte.ts';

export interface VariedRow {
  readonly key: TrainConfigKey;
  isVaried: boolean;
  from: number | null;
  to: number | null;
  scale: 'linear' | 'log';
  /** `null` where a range is meant. */
  values: readonly SettingValue[] | null;
}

const firstVaried: readonly TrainConfigKey[] = ['learningRate', 'width'];

/** What a person has filled in to start a search. */
export class SearchForm {
  rows = $state<VariedRow[]>(usuallyVaried.map((key) => rowOf(key, firstVaried.includes(key))));
  strategy = $state<SearchStrategy>('bayesian');
  trials = $state(12);
  minutes = $state(24);
  prunes = $state(true);
  /** What could be varied besides. */
  readonly others = $derived(
    trainConfigKeys.filter((key) => isSearchable(key) && !this.rows.some((row) => row.key === key)),
  );
  readonly space: Readonly<Record<string, unknown>> = $derived(
    Object.fromEntries(this.rows.filter(({ isVaried }) => isVaried).map((row) => [row.key, described(row)])),
  );
  /** Why it cannot start; `null` where it can. */
  readonly problem: string | null = $derived.by(() => {
    try {
      parseSearchSpace(this.space);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  readonly isBudgeted = $derived(Number.isInteger(this.trials) && this.trials >= 1 && this.minutes > 0);

  add(key: TrainConfigKey): void {
    this.rows.push(rowOf(key, true));
  }
}

function rowOf(key: TrainConfigKey, isVaried: boolean): VariedRow {
  const preset = presetDimension(key, plannedTraining.plan?.config[key]);
  return 'from' in preset
    ? { key, isVaried, ...preset, values: null }
    : { key, isVaried, from: null, to: null, scale: 'linear', values: preset };
}

function described({ from, to, scale, values }: VariedRow): unknown {
  return values ?? { from, to, scale };
}
