import type { Search, SearchTrial } from '../../app/contract/searchViews.ts';
import { measureOf, type ScoreMeasure } from '../../app/training/search/trialScore.ts';
import { bestTrials } from '../training/trial.ts';
import { formatDuration, formatPercent } from './terminal.ts';

const measureNames: { readonly [M in ScoreMeasure]: string } = { dice: 'Dice', objects: 'found' };

/** The trials of a search as a table, best first, and the command that trains with the best settings. */
export function searchLines(search: Search, projectPath: string): readonly string[] {
  const varied = Object.keys(search.space);
  const rows = search.trials
    .toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1))
    .map((trial) => [
      String(trial.number),
      formatPercent(trial.score),
      stateText(trial),
      ...varied.map((name) => String(trial.settings[name])),
      formatDuration(trial.durationMs / 1000),
    ]);
  const [best] = bestTrials(search);
  return [
    ...table(['trial', measureNames[measureOf(search.config)], 'state', ...varied, 'time'], rows),
    ...(best === undefined ? [] : ['', `Train with the best settings: ${trainCommand(best, projectPath)}`]),
  ];
}

function stateText({ state, points }: SearchTrial): string {
  const share = points.at(-1)?.share ?? 0;
  return state === 'pruned' ? `ended at ${Math.round(share * 100)} %` : state;
}

function trainCommand({ settings }: SearchTrial, projectPath: string): string {
  const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `maskwright train "${projectPath}" --set ${given.join(' ')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
