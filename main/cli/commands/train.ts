import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { AppError } from '../../../app/contract/errors.ts';
import type { ImportedModel } from '../../../app/contract/importMessages.ts';
import type { Job, JobResult, ModelComparison } from '../../../app/contract/jobs.ts';
import type { RunId } from '../../../app/model/records.ts';
import { reasonsInEnglish, reasonText } from '../../../app/training/plan/planReasons.ts';
import { parseNumber, parseWhole } from '../optionValues.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatCount, formatPercent } from '../terminal.ts';
import { importLines } from '../importLines.ts';
import { parseSettings } from '../settingOptions.ts';

export interface TrainOptions {
  readonly minutes?: number;
  readonly steps?: number;
  readonly device?: 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'tfjs';
  readonly seed?: number;
  readonly set?: string[];
  readonly from?: string;
  readonly fromModel?: string;
  readonly cut?: string;
  readonly freeze?: string[];
  readonly freezeLayers?: number;
  readonly thaw?: number;
  readonly weights?: string;
  readonly batchNorm?: 'training' | 'frozen';
  readonly resume?: boolean;
  readonly preview?: string;
}

export function addTrainCommand(program: Command): void {
  program
    .command('train <project>')
    .description('fine-tune a model on what is labelled')
    .addOption(new Option('--minutes <minutes>', 'train this long').argParser(parseNumber).conflicts('steps'))
    .addOption(new Option('--steps <steps>', 'train this many steps').argParser(parseWhole))
    .addOption(new Option('--device <device>', 'where to train').choices(['auto', 'cpu', 'webgpu', 'cuda', 'tfjs']))
    .option('--seed <seed>', 'the same seed gives the same run', parseWhole)
    .addOption(
      new Option('--preview <folder>', 'only draw some cut-outs that would be learnt from, as PNG files').conflicts(
        'resume',
      ),
    )
    .option('--set <name=value...>', 'any other training setting, such as patchSize=256')
    .option('--from <model.onnx>', 'train this network of another program')
    .addOption(
      new Option('--from-model <id>', 'begin with this model of the project; "none" for random weights').conflicts(
        'from',
      ),
    )
    .option('--cut <tensor>', 'put a new head for the labels behind this tensor of the model')
    .option('--freeze <pattern...>', 'keep weights of these names as they are, such as "encoder.*"')
    .option('--freeze-layers <layers>', 'keep so many first layers as they are, or a share such as 0.5', parseNumber)
    .option('--thaw <share>', 'let what is frozen learn too after this share of the training, such as 0.3', parseNumber)
    .option('--weights <file.safetensors>', 'take weights from this file where name and shape match')
    .addOption(new Option('--batch-norm <mode>', 'how batch normalisations go on').choices(['training', 'frozen']))
    .addOption(
      new Option(
        '--resume',
        'go on with the newest interrupted training, with its settings but for those of --device, --minutes, --steps, --set',
      ).conflicts(['seed', 'from', 'fromModel', 'cut', 'freeze', 'freezeLayers', 'thaw', 'weights', 'batchNorm']),
    )
    .action((project: string, options: CommonOptions & TrainOptions) =>
      runInProject(project, options, (session) => train(session, options)),
    );
}

/** Starts or resumes a run, shows it, and says how the new model compares. Ctrl+C ends it and keeps the best model. */
export async function train(session: Session, options: TrainOptions) {
  const { client, terminal, finish } = session;
  if (options.preview !== undefined) return preview(session, options, options.preview);
  const imported = await inspectModel(session, options);
  const { runId, job } = options.resume ? await resume(client, options) : await start(session, options);
  const result = await finish(job, 'train', () => client.training.stop({ runId })).catch(async (error: unknown) => {
    await sayHowToGoOn(session, runId);
    throw error;
  });
  const { trainImages, validationImages, device } = await client.training.run({ runId });
  terminal.say(
    `Trained ${formatCount(result.steps)} steps on ${formatCount(trainImages)} images (${device ?? 'unknown device'}); ` +
      `best Dice on ${formatCount(validationImages)} held-out images: ${formatPercent(result.bestDice)}.`,
  );
  terminal.say(describeComparison(result));
  return { ...result, trainImages, validationImages, device, ...(imported === null ? {} : { imported }) };
}

async function preview({ client, terminal }: Session, options: TrainOptions, folder: string) {
  const files = await client.training.saveCutOuts({ ...wishesOf(options), folder: resolve(folder) });
  terminal.say(`Drew ${formatCount(files.length)} cut-outs in ${resolve(folder)}.`);
  return { files };
}

/** The command that goes on with a training that broke off, with what would help it. */
async function sayHowToGoOn({ client, terminal }: Session, runId: RunId): Promise<void> {
  const { state, remedy } = await client.training.run({ runId });
  if (state !== 'interrupted') return;
  const { path } = await client.project.summary();
  const settings = Object.entries(remedy ?? {}).map(([name, value]) => `${name}=${value}`);
  const change = settings.length === 0 ? '' : ` --set ${settings.join(' ')}`;
  terminal.say(`Go on with: maskwright train "${path}" --resume${change}`);
}

/** Says what becomes of the model of another program before anything starts; `null` where none is named. */
async function inspectModel({ client, terminal }: Session, options: TrainOptions): Promise<ImportedModel | null> {
  if (options.from === undefined) return null;
  const model = await client.training.inspect({ config: configOf(options) });
  for (const line of importLines(model)) terminal.say(line);
  return model;
}

async function start({ client, terminal }: Session, options: TrainOptions): Promise<{ runId: RunId; job: Job }> {
  const { beginning, ...started } = await client.training.start(wishesOf(options));
  terminal.say(reasonText(beginning.reason, reasonsInEnglish));
  return started;
}

function wishesOf(options: TrainOptions) {
  return {
    ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
    ...(options.steps === undefined ? {} : { steps: options.steps }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...beginWithOf(options),
    device: options.device ?? 'auto',
    config: configOf(options),
  };
}

/** What `--from-model` says; also of a plan. */
export function beginWithOf({ fromModel }: Pick<TrainOptions, 'fromModel'>): { beginWith?: string | null } {
  return fromModel === undefined ? {} : { beginWith: fromModel === 'none' ? null : fromModel };
}

function configOf(options: TrainOptions): Record<string, unknown> {
  return { ...parseSettings(options.set ?? []), ...importSettings(options) };
}

function importSettings({
  from,
  cut,
  freeze,
  freezeLayers,
  thaw,
  weights,
  batchNorm,
}: TrainOptions): Record<string, unknown> {
  const settings = {
    fromModel: from === undefined ? undefined : resolve(from),
    cut,
    freeze: freeze?.join(' '),
    freezeLayers,
    thawShare: thaw,
    weightsFile: weights === undefined ? undefined : resolve(weights),
    batchNormalisation: batchNorm,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

async function resume(client: Session['client'], options: TrainOptions): Promise<{ runId: RunId; job: Job }> {
  const trials = new Set((await client.search.list()).flatMap((search) => search.trials.map(({ runId }) => runId)));
  const runs = await client.training.runs();
  const interrupted = runs.find(({ id, state }) => state === 'interrupted' && !trials.has(id));
  if (!interrupted) throw new AppError('NOTHING_TO_DO', 'No training of this project was interrupted.');
  const { minutes, steps, device } = options;
  const limits = Object.entries({ minutes, steps, device }).filter(([, value]) => value !== undefined);
  const config = { ...Object.fromEntries(limits), ...parseSettings(options.set ?? []) };
  return { runId: interrupted.id, job: await client.training.resume({ runId: interrupted.id, config }) };
}

function describeComparison({ modelId, comparison, inUse }: Extract<JobResult, { kind: 'train' }>): string {
  if (!comparison) {
    return inUse
      ? `Model ${modelId} is in use from now on.`
      : `Model ${modelId} is kept, but the previous one stays in use: they were not compared.`;
  }
  const scores = comparedScores(comparison);
  return inUse
    ? `Model ${modelId} is in use from now on (${scores}).`
    : `Model ${modelId} is kept, but the previous one stays in use: it is better (${scores}).`;
}

/** What decided comes first. */
function comparedScores({ previousDice, newDice, objects, images }: ModelComparison): string {
  const dice = `Dice: new ${formatPercent(newDice)}, previous ${formatPercent(previousDice)}`;
  const found =
    objects &&
    `objects found with tight outlines decide: new ${formatPercent(objects.new)}, previous ${formatPercent(objects.previous)}`;
  return `${found === undefined ? dice : `${found}; ${dice}`}; on the same ${images} images`;
}
