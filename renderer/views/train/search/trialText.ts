import type { Search, SearchTrial } from '../../../../app/contract/searchViews.ts';
import type { SettingValue, TrialSettings } from '../../../../app/training/search/searchSpace.ts';
import { measureOf } from '../../../../app/training/search/trialScore.ts';
import type { TrainConfigKey } from '../../../../app/training/trainConfig.ts';
import { formatNumber, formatPercent, formatScore } from '../../../messages/format.ts';
import { messages } from '../../../messages/messages.ts';
import { scoreKey } from './parallelAxes.ts';

export function settingName(key: string): string {
  return messages.trainSettings[key as TrainConfigKey].name;
}

/** The name of a setting, or of what trials are compared by. */
export function axisName(key: string, search: Search): string {
  return key === scoreKey ? messages.train.search.measures[measureOf(search.config)] : settingName(key);
}

export function valueText(key: string, value: SettingValue): string {
  if (key === scoreKey) return formatScore(typeof value === 'number' ? value : null);
  if (typeof value === 'boolean') return value ? messages.train.yes : messages.train.no;
  return typeof value === 'number' ? formatNumber(value, 6) : (value ?? messages.train.automatic);
}

/** "Learning rate 0.003, Width 16" */
export function settingsText(settings: TrialSettings): string {
  return Object.entries(settings)
    .map(([key, value]) => `${settingName(key)} ${valueText(key, value)}`)
    .join(', ');
}

export function stateText({ state, points }: SearchTrial): string {
  const words = messages.train.search.trialStates;
  return state === 'pruned' ? words.pruned(formatPercent(points.at(-1)?.share ?? 0)) : words[state];
}

/** The best of the trials that have ended; `null` before there is one. */
export function bestTrial({ trials }: Search): SearchTrial | null {
  const scored = trials.filter(({ state, score }) => score !== null && (state === 'finished' || state === 'pruned'));
  return scored.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0] ?? null;
}
