import { Option, type Command } from 'commander';
import type { Job, JobResult } from '../../../app/contract/jobs.ts';
import { AppError } from '../../../app/contract/errors.ts';
import type { Search } from '../../../app/contract/searchViews.ts';
import { searchStrategies, type SearchStrategy } from '../../../app/training/search/strategies.ts';
import { readJsonFile } from '../../jobs/readJsonFile.ts';
import { parseNumber, parseWhole } from '../optionValues.ts';
import { searchLines } from '../searchLines.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { parseSettings } from '../settingOptions.ts';
import { parseVaried } from '../variedSettings.ts';
import { beginWithOf, type TrainOptions } from './train.ts';

interface SearchOptions {
  readonly space?: string;
  readonly vary?: string[];
  readonly strategy: SearchStrategy;
  readonly trials?: number;
  readonly minutes?: number;
  readonly trialMinutes?: number;
  readonly trialSteps?: number;
  readonly prune: boolean;
  readonly device?: TrainOptions['device'];
  readonly seed?: number;
  readonly fromModel?: string;
  readonly set?: string[];
  readonly resume?: boolean;
}

export function addSearchCommand(program: Command): void {
  program
    .command('search <project>')
    .description('train many times with other settings and say which are best')
    .option('--vary <name=values...>', 'a setting and its range or values: learningRate=1e-4..1e-2:log width=16,32')
    .addOption(new Option('--space <file.json>', 'the same from a file').conflicts('vary'))
    .addOption(
      new Option('--strategy <strategy>', 'how the next settings are chosen')
        .choices(searchStrategies)
        .default('bayesian'),
    )
    .option('--trials <trials>', 'so many trials at most', parseWhole)
    .option('--minutes <minutes>', 'so long in all', parseNumber)
    .addOption(
      new Option('--trial-minutes <minutes>', 'so long a trial; default: the time divided by the trials')
        .argParser(parseNumber)
        .conflicts('trialSteps'),
    )
    .option('--trial-steps <steps>', 'so many steps a trial', parseWhole)
    .option('--no-prune', 'let hopeless trials run to their end')
    .addOption(new Option('--device <device>', 'where to train').choices(['auto', 'cpu', 'webgpu', 'cuda', 'tfjs']))
    .option('--seed <seed>', 'the same seed proposes the same settings', parseWhole)
    .option('--from-model <id>', 'begin every trial with this model of the project; "none" for random weights')
    .option('--set <name=value...>', 'any other training setting, the same for all trials')
    .addOption(
      new Option('--resume', 'go on with the newest search that was stopped or interrupted').conflicts([
        ...['space', 'vary', 'trials', 'minutes', 'trialMinutes', 'trialSteps', 'device', 'seed', 'fromModel', 'set'],
      ]),
    )
    .action((project: string, options: CommonOptions & SearchOptions) =>
      runInProject(project, options, (session) => search(session, options)),
    );
}

/** Runs or goes on with a search, and shows its trials. Ctrl+C ends it and keeps what it has found. */
async function search(session: Session, options: SearchOptions): Promise<object> {
  const { client, terminal, finish } = session;
  const { searchId, job } = options.resume ? await resume(client) : await start(client, options);
  const result: Extract<JobResult, { kind: 'search' }> = await finish(job, 'search');
  const found = await searchOf(client, searchId);
  const { path } = await client.project.summary();
  for (const line of searchLines(found, path)) terminal.say(line);
  return { ...result, state: found.state, trialList: found.trials };
}

async function start(client: Session['client'], options: SearchOptions): Promise<{ searchId: string; job: Job }> {
  const { strategy, trials, minutes, trialMinutes, trialSteps, prune, seed, space, vary } = options;
  if (space === undefined && vary === undefined) {
    throw new AppError('INVALID_INPUT', 'Say what to vary, with --vary or --space.');
  }
  const described = space === undefined ? parseVaried(vary ?? []) : await readJsonFile(space);
  const limits = Object.entries({ trials, minutes, trialMinutes, trialSteps, seed });
  return client.search.start({
    space: described as Record<string, unknown>,
    strategy,
    prunes: prune,
    device: options.device ?? 'auto',
    ...Object.fromEntries(limits.filter(([, value]) => value !== undefined)),
    ...beginWithOf(options),
    config: parseSettings(options.set ?? []),
  });
}

async function resume(client: Session['client']): Promise<{ searchId: string; job: Job }> {
  const newest = (await client.search.list()).find(({ state }) => state !== 'finished');
  if (newest === undefined) {
    throw new AppError('NOTHING_TO_DO', 'No search of this project was stopped or interrupted.');
  }
  return { searchId: newest.id, job: await client.search.resume({ searchId: newest.id }) };
}

async function searchOf(client: Session['client'], searchId: string): Promise<Search> {
  const found = (await client.search.list()).find(({ id }) => id === searchId);
  if (found === undefined) throw new AppError('NOT_FOUND', 'This search is not in the project any more.');
  return found;
}
