import { InvalidArgumentError, type Command } from 'commander';
import { resolve } from 'node:path';
import { objectFates, type FiguresByFate, type WorkReport } from '../../../app/contract/workViews.ts';
import { table } from '../scoreLines.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatCount, formatDuration, formatPercent } from '../terminal.ts';

interface ReportOptions extends CommonOptions {
  readonly days?: number;
  readonly out?: string;
}

export function addReportCommand(program: Command): void {
  program
    .command('report <project>')
    .description('how long people worked on objects, and what became of suggestions')
    .option('--days <count>', 'of the last days, today among them', daysOf)
    .option('--out <folder>', 'write the numbers into a CSV file there')
    .action((project: string, options: ReportOptions) =>
      runInProject(project, options, (session) => report(session, options)),
    );
}

function daysOf(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return days;
}

async function report({ client, terminal }: Session, { days, out }: ReportOptions) {
  const period = { days: days ?? null };
  const found = await client.work.report(period);
  for (const line of workLines(found)) terminal.say(line);
  if (out === undefined) return found;
  const file = await client.work.save({ ...period, folder: resolve(out) });
  terminal.say(`Written to ${file}.`);
  return { ...found, file };
}

function workLines({ activeMs, labelled, all, labels, models, saving }: WorkReport): string[] {
  const rate = activeMs === 0 ? 'none' : formatCount(Math.round((labelled * 3_600_000) / activeMs));
  const cells = (figures: FiguresByFate): string[] =>
    objectFates.flatMap((fate) => [formatCount(figures[fate].objects), secondsOf(figures[fate].medianMs)]);
  const lines = [
    `${formatCount(labelled)} objects labelled in ${formatDuration(activeMs / 1000)} of active time: ${rate} an hour`,
    ...table(
      ['objects and median seconds', ...objectFates.flatMap((fate) => [fate, ''])],
      [...labels.map(({ name, figures }) => [name, ...cells(figures)]), ['all', ...cells(all)]],
    ),
    ...models.map(({ name, untouched, corrected, rejected }) => {
      const share = (count: number): string => formatPercent(count / Math.max(1, untouched + corrected + rejected));
      return `${name}: ${share(untouched)} accepted untouched, ${share(corrected)} corrected, ${share(rejected)} rejected`;
    }),
  ];
  if (saving === null) return lines;
  const { accepted, drawingMs, spentMs, leftOut } = saving;
  return [
    ...lines,
    `${formatCount(accepted)} accepted suggestions would take ${formatDuration(drawingMs / 1000)} to draw at the median ` +
      `time of their label; suggestions took ${formatDuration(spentMs / 1000)}` +
      (leftOut > 0 ? ` (${formatCount(leftOut)} more have too few drawn objects to compare with)` : ''),
  ];
}

function secondsOf(ms: number | null): string {
  return ms === null ? '-' : (ms / 1000).toFixed(1);
}
