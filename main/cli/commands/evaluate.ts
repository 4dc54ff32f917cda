import { Option, type Command } from 'commander';
import { AppError } from '../../../app/contract/errors.ts';
import { reportLines, worstImageLines } from '../reportLines.ts';
import { runCommand, runInProject, type CommonOptions, type Session } from '../session.ts';
import { scoreFiles, type ScoreFilesOptions } from '../scoreFiles.ts';

export interface EvaluateOptions {
  readonly model?: string;
  readonly split?: 'val' | 'test' | 'all';
}

export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate [project]')
    .description('compare a model with what is labelled, or a COCO results file with COCO ground truth')
    .option('--model <id>', 'a model of the project, or "latest" for the one in use', 'latest')
    .addOption(new Option('--split <split>', 'which labelled images').choices(['val', 'test', 'all']).default('val'))
    .option('--truth <file>', 'COCO or COCO panoptic ground truth, scored without a project')
    .option('--predictions <file>', 'COCO results or a panoptic JSON to score against --truth')
    .addOption(
      new Option('--iou <kind>', 'compare masks or boxes (default: what the results have)').choices(['segm', 'bbox']),
    )
    .option('--boundary', 'Boundary AP too: outlines must agree within 2 % of the diagonal')
    .option('--truth-folder <folder>', "PNGs of a panoptic ground truth (default: the file's name without .json)")
    .option('--predictions-folder <folder>', 'PNGs of a panoptic prediction (default likewise)')
    .action((project: string | undefined, options: CommonOptions & EvaluateOptions & ScoreFilesOptions) => {
      if (project === undefined) return runCommand(options, (session) => scoreFiles(session, options));
      return runInProject(project, options, (session) => {
        if (options.truth !== undefined || options.predictions !== undefined) {
          throw new AppError('INVALID_INPUT', 'Give a project, or --truth and --predictions, not both.');
        }
        return evaluate(session, options);
      });
    });
}

const shownWorst = 8;
const pageLength = 200;

/** With `--json`, everything: the report and what went wrong on every image. */
export async function evaluate({ client, terminal, finish }: Session, options: EvaluateOptions) {
  const split = options.split ?? 'val';
  const job = await client.models.evaluate({ modelId: options.model ?? 'latest', split });
  const result = await finish(job, 'evaluate');
  const names = new Map((await client.labels.list()).map(({ id, name }) => [id, name]));
  for (const line of reportLines(result.report, names)) terminal.say(line);
  const imageNames = new Map((await client.images.list()).map(({ id, name }) => [id, name]));
  const pageOf = (offset: number) =>
    client.models.evaluatedImages({ modelId: result.modelId, split, offset, limit: pageLength });
  const evaluated = await pageOf(0);
  const images = [...evaluated.images];
  while (terminal.json && images.length < evaluated.total) images.push(...(await pageOf(images.length)).images);
  for (const line of worstImageLines(images.slice(0, shownWorst), imageNames)) terminal.say(line);
  return { ...result, images: images.map((image) => ({ name: imageNames.get(image.imageId) ?? null, ...image })) };
}
