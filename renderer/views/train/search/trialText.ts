import type { Search, SearchTrial } from '../../../../app/contract/searchViews.ts';
import type { SettingValue, TrialSettings } from '../../../../app/training/search/searchSpace.ts';
import { measureOf } from '../../../../app/training/search/trialScore.ts';
import { formatPercent, formatScore } from '../../../messages/format.ts';
import { messages } from '../../../messages/messages.ts';
import { bareSettingValue, settingName } from '../../../messages/settingText.ts';
import { scoreKey } from './parallelAxes.ts';

/** The name of a setting, or of what trials are compared by. */
export function axisName(key: string, search: Search): string {
  return key === scoreKey ? messages.train.search.measures[measureOf(search.config)] : settingName(key);
}

export function valueText(key: string, value: SettingValue): string {
  if (key === scoreKey) return formatScore(typeof value === 'number' ? value : null);
  return bareSettingValue(key, value);
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
