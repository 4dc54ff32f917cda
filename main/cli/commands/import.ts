import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import * as v from 'valibot';
import { AppError } from '../../../app/contract/errors.ts';
import { importRemarks, importRemarksInEnglish } from '../../../app/contract/importRemarks.ts';
import type { JobResult, Refusal } from '../../../app/contract/jobs.ts';
import { refusalInEnglish } from '../../../app/contract/refusals.ts';
import { parseNumber } from '../optionValues.ts';
import { runInProject, type CommonOptions, type Session } from '../session.ts';
import { formatCount, type Terminal } from '../terminal.ts';

interface ImportOptions extends CommonOptions {
  readonly images?: string[];
  readonly copy?: boolean;
  readonly split?: 'train' | 'val' | 'test';
  readonly annotations?: string;
  readonly format?: 'coco' | 'masks';
  readonly label?: string;
  readonly labels?: string;
  readonly threshold?: number;
  readonly invert?: boolean;
  readonly ids?: boolean;
}

type AnnotationsResult = Extract<JobResult, { kind: 'importAnnotations' }>;

export function addImportCommand(program: Command): void {
  program
    .command('import <project>')
    .description('bring images, or annotations for them, into a project')
    .option('--images <path...>', 'image files, or folders that are searched through')
    .option('--copy', 'copy the images into the project instead of using them where they are')
    .addOption(new Option('--split <split>', 'keep these images for one purpose').choices(['train', 'val', 'test']))
    .option('--annotations <path>', 'a COCO file, or a folder of masks')
    .addOption(new Option('--format <format>', 'what the annotations are').choices(['coco', 'masks']))
    .option('--label <name>', 'masks: label of every object')
    .option('--labels <file>', 'masks: JSON file from pixel value or folder name to label')
    .option('--threshold <value>', 'masks: an object is where the value is above it', parseNumber)
    .option('--invert', 'masks: an object is where the value is not above the threshold')
    .option('--ids', 'masks: every value but 0 is one object')
    .action((project: string, options: ImportOptions) =>
      runInProject(project, options, async (session) => {
        if (!options.images && !options.annotations) {
          throw new AppError('INVALID_INPUT', 'Say what to import: --images <path...> or --annotations <path>.');
        }
        const images = options.images ? await importImages(session, options.images, options) : null;
        const annotations = options.annotations ? await importAnnotations(session, options.annotations, options) : null;
        return { images, annotations };
      }),
    );
}

async function importImages({ client, finish, terminal }: Session, paths: string[], options: ImportOptions) {
  const job = await client.import.images({
    paths: paths.map((path) => resolve(path)),
    copy: options.copy === true,
    ...(options.split ? { split: options.split } : {}),
  });
  const result = await finish(job, 'importImages');
  terminal.say(`Imported ${formatCount(result.imported)} images.`);
  sayRefusals(terminal, result.duplicates, 'are there already');
  sayRefusals(terminal, result.refused, 'could not be taken');
  return result;
}

async function importAnnotations(session: Session, path: string, options: ImportOptions): Promise<AnnotationsResult> {
  if (!options.format)
    throw new AppError('INVALID_INPUT', 'Say what the annotations are: --format coco or --format masks.');
  const { client, terminal } = session;
  const job =
    options.format === 'coco'
      ? await client.import.coco({ file: resolve(path) })
      : await client.import.masks({ folder: resolve(path), ...(await maskOptions(options)) });
  const result = await session.finish(job, 'importAnnotations');
  terminal.say(`Imported ${formatCount(result.objects)} objects on ${formatCount(result.images)} images.`);
  if (result.alreadyPresent > 0) terminal.say(`${formatCount(result.alreadyPresent)} objects were there already.`);
  if (result.negatives > 0) terminal.say(`${formatCount(result.negatives)} images without objects are marked done.`);
  if (result.newLabels.length > 0) terminal.say(`New labels: ${result.newLabels.join(', ')}.`);
  for (const { kind, count, details } of importRemarks(result))
    sayDetails(terminal, `${importRemarksInEnglish[kind](count, formatCount(count))}:`, details);
  return result;
}

async function maskOptions(options: ImportOptions) {
  return {
    invert: options.invert === true,
    ids: options.ids === true,
    ...(options.threshold === undefined ? {} : { threshold: options.threshold }),
    ...(options.label === undefined ? {} : { label: options.label }),
    ...(options.labels === undefined ? {} : { labels: await readLabelTable(options.labels) }),
  };
}

async function readLabelTable(file: string): Promise<Record<string, string>> {
  try {
    return v.parse(v.record(v.string(), v.string()), JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'INVALID_INPUT',
      `${file} is not a label table; it should look like {"1": "crack", "2": "hole"}.`,
      cause,
    );
  }
}

const shownRefusals = 20;

function sayRefusals(terminal: Terminal, refusals: readonly Refusal[], what: string): void {
  if (refusals.length > 0) sayDetails(terminal, `${formatCount(refusals.length)} ${what}:`, refusals);
}

function sayDetails(terminal: Terminal, title: string, refusals: readonly Refusal[]): void {
  terminal.say(title);
  for (const { item, reason } of refusals.slice(0, shownRefusals))
    terminal.say(`  ${item}: ${refusalInEnglish(reason)}`);
  if (refusals.length > shownRefusals) terminal.say(`  and ${formatCount(refusals.length - shownRefusals)} more`);
}
