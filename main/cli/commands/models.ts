import { Option, type Command } from 'commander';
import { AppError } from '../../../app/contract/errors.ts';
import { scoredSets, type LineageNode, type ModelScores, type ScoredSet } from '../../../app/contract/modelViews.ts';
import type { ModelSummary } from '../../../app/contract/views.ts';
import { refusalInEnglish } from '../../../app/contract/refusals.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatBytes, formatCount, formatPercent } from '../terminal.ts';

export function addModelsCommand(program: Command): void {
  const models = program.command('models').description('list, compare, use and delete the models of a project');
  models
    .command('list <project>', { isDefault: true })
    .description('the models, newest first, with where they come from')
    .action((project: string, options: CommonOptions) => runInProject(project, options, list));
  models
    .command('use <project> <model>')
    .description('take a model into use, by its id or its name')
    .action((project: string, model: string, options: CommonOptions) =>
      runInProject(project, options, (session) => use(session, model)),
    );
  models
    .command('delete <project> <model>')
    .description('delete a model and its files for good')
    .action((project: string, model: string, options: CommonOptions) =>
      runInProject(project, options, (session) => remove(session, model)),
    );
  models
    .command('compare <project> <models...>')
    .description('score models on the same images, those that none of them learnt from')
    .addOption(new Option('--split <split>', 'which labelled images').choices(scoredSets).default('val'))
    .action((project: string, names: string[], options: CommonOptions & { split: ScoredSet }) =>
      runInProject(project, options, (session) => compare(session, names, options.split)),
    );
}

async function list({ client, terminal }: Session) {
  const models = await client.models.lineage();
  if (models.every(({ removedAt }) => removedAt !== null)) {
    terminal.say('This project has no model yet; "maskwright train" makes one.');
  }
  for (const model of models.filter(({ removedAt }) => removedAt === null)) {
    const dice = model.validationDice === null ? '' : `, Dice ${formatPercent(model.validationDice)}`;
    terminal.say(`${model.inUse ? '*' : ' '} ${model.id}  ${model.name}`);
    terminal.say(
      `    ${formatCount(model.trainedOnObjects)} objects on ${formatCount(model.trainedOnImages)} images${dice}, ` +
        `${formatBytes(model.byteSize)}, ${describeParent(model, models)}`,
    );
    if (model.note !== '') terminal.say(`    ${model.note}`);
  }
  return { models };
}

function describeParent({ parent }: LineageNode, models: readonly LineageNode[]): string {
  if (parent.kind === 'none') return 'from random weights';
  if (parent.kind === 'unknown') return 'what it came from is not known';
  if (parent.kind === 'file') return `from the file ${parent.name}`;
  const model = models.find(({ id }) => id === parent.modelId);
  const removed = model?.removedAt === null ? '' : ', which is deleted';
  return `from ${model?.name ?? parent.modelId}${removed}`;
}

async function use({ client, terminal }: Session, name: string) {
  const model = findModel(await client.models.list(), name);
  const { previousId, suggestions } = await client.models.use({ modelId: model.id });
  terminal.say(`${model.name} is in use from now on.`);
  const count = suggestions.reduce((sum, other) => sum + other.count, 0);
  if (count > 0) terminal.say(`${formatCount(count)} undecided suggestions of other models stay.`);
  return { modelId: model.id, previousId, suggestions };
}

async function remove({ client, terminal }: Session, name: string) {
  const model = findModel(await client.models.list(), name);
  const { bytes, suggestions } = await client.models.remove({ modelId: model.id });
  terminal.say(`${model.name} is deleted; ${formatBytes(bytes)} are free.`);
  if (suggestions > 0) terminal.say(`Its ${formatCount(suggestions)} undecided suggestions stay.`);
  return { modelId: model.id, bytes, suggestions };
}

async function compare({ client, terminal, finish }: Session, names: readonly string[], set: ScoredSet) {
  const models = await client.models.list();
  const chosen = names.map((name) => findModel(models, name));
  const modelIds = chosen.map(({ id }) => id);
  const result = await finish(await client.models.score({ modelIds, set }), 'scoreModels');
  for (const { item, reason } of result.refused) terminal.say(`  ${item}: ${refusalInEnglish(reason)}`);
  const scores = await client.models.scores({ modelIds, set });
  const labels = new Map((await client.labels.list()).map(({ id, name }) => [id, name]));
  for (const line of comparisonLines(scores, chosen, labels)) terminal.say(line);
  return { ...scores, refused: result.refused };
}

/** By id, by name where only one has it, or `latest`. Throws NO_MODEL, INVALID_INPUT. */
function findModel(models: readonly ModelSummary[], name: string): ModelSummary {
  const byId = models.find(({ id, inUse }) => id === name || (name === 'latest' && inUse));
  if (byId) return byId;
  const named = models.filter((model) => model.name === name);
  if (named.length > 1) {
    throw new AppError('INVALID_INPUT', `Several models are named "${name}"; name one by its id.`);
  }
  const found = named[0] ?? (name === 'latest' ? models[0] : undefined);
  if (!found) throw new AppError('NO_MODEL', `This project has no model "${name}".`);
  return found;
}

function comparisonLines(
  scores: ModelScores,
  models: readonly ModelSummary[],
  labelNames: ReadonlyMap<string, string>,
): string[] {
  const names = scores.labels.map((id) => labelNames.get(id) ?? id);
  const heads = ['model', ...names.map((name) => `Dice ${name}`), 'mean Dice', 'mean IoU', 'F1'];
  const rows = scores.models.map(({ totals }, index) => [
    models[index]?.name ?? '',
    ...scores.labels.map((id) => formatPercent(totals?.dicePerLabel[id] ?? null)),
    ...[totals?.meanDice, totals?.meanIou, totals?.f1].map((value) => formatPercent(value ?? null)),
  ]);
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const leftOut = scores.images.length - scores.counted;
  return [
    `${formatCount(scores.counted)} images that none of them learnt from` +
      (leftOut > 0 ? ` (${formatCount(leftOut)} others are left out)` : ''),
    line(heads),
    ...rows.map(line),
    ...scores.models.flatMap(({ seenIsKnown }, index) =>
      seenIsKnown ? [] : [`What ${models[index]?.name ?? ''} learnt from is not known; it may have seen these images.`],
    ),
  ];
}
