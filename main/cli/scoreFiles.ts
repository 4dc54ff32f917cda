import { AppError } from '../../app/contract/errors.ts';
import { readCocoResults } from '../../app/formats/coco/cocoResults.ts';
import { readCocoTruth } from '../../app/formats/coco/cocoTruth.ts';
import { isPanopticFile, readPanopticFile } from '../../app/formats/coco/panopticFile.ts';
import { statsOf } from '../../app/metrics/cocoScores.ts';
import { readJsonFile } from '../jobs/readJsonFile.ts';
import { scoreCoco } from '../jobs/scoreCoco.ts';
import { scorePanoptic } from '../jobs/scorePanoptic.ts';
import { classLines, panopticLines, statLines } from './scoreLines.ts';
import type { Session } from './session.ts';
import { formatCount } from './terminal.ts';

export interface ScoreFilesOptions {
  readonly truth?: string;
  readonly predictions?: string;
  readonly iou?: 'segm' | 'bbox';
  readonly boundary?: boolean;
  readonly truthFolder?: string;
  readonly predictionsFolder?: string;
}

/** Scores files that are no project's: prints the numbers and returns them for `--json`. */
export async function scoreFiles(session: Session, options: ScoreFilesOptions): Promise<unknown> {
  const { truth, predictions } = options;
  if (truth === undefined || predictions === undefined) {
    throw new AppError('INVALID_INPUT', 'Give a project to evaluate, or both --truth and --predictions.');
  }
  const truthJson = await readJsonFile(truth);
  const found = await readJsonFile(predictions);
  if (isPanopticFile(truthJson) || isPanopticFile(found)) {
    return scorePanopticFiles(session, { truth, predictions, truthJson, found }, options);
  }
  return scoreCocoFiles(session, { truth, predictions, truthJson, found }, options);
}

interface ReadFiles {
  readonly truth: string;
  readonly predictions: string;
  readonly truthJson: unknown;
  readonly found: unknown;
}

async function scoreCocoFiles({ terminal }: Session, files: ReadFiles, options: ScoreFilesOptions): Promise<unknown> {
  const truth = naming(files.truth, () => readCocoTruth(files.truthJson));
  const results = naming(files.predictions, () => readCocoResults(files.found));
  const iou = options.iou ?? results.kind;
  const main = await scoreCoco(truth, results, iou);
  for (const note of main.notes) terminal.say(`Note: ${note}`);
  terminal.say(
    `${formatCount(main.images)} images, ${formatCount(main.truths)} objects, ${formatCount(main.detections)} results, ` +
      `compared by ${iou === 'segm' ? 'masks' : 'boxes'}`,
  );
  for (const line of statLines(main.scores.numbers)) terminal.say(line);
  const boundary = options.boundary === true ? await scoreCoco(truth, results, 'boundary') : null;
  if (boundary !== null) {
    terminal.say('Boundary AP:');
    for (const line of statLines(boundary.scores.numbers)) terminal.say(line);
  }
  const names = truth.categories.map(({ name }) => name);
  for (const line of classLines(names, main.scores.classes)) terminal.say(line);
  const asJson = ({ scores }: typeof main) => ({
    stats: statsOf(scores.numbers),
    numbers: scores.numbers,
    classes: truth.categories.map((category, index) => ({ ...category, ...scores.classes[index] })),
    precisionAt50: scores.precisionCurves[0] ?? null,
  });
  return {
    kind: 'coco',
    iou,
    images: main.images,
    truths: main.truths,
    results: main.detections,
    ...asJson(main),
    ...(boundary === null ? {} : { boundary: asJson(boundary) }),
    notes: main.notes,
  };
}

async function scorePanopticFiles(
  { host, terminal }: Session,
  files: ReadFiles,
  { truthFolder, predictionsFolder }: ScoreFilesOptions,
): Promise<unknown> {
  const sourceOf = (path: string, json: unknown, folder: string | undefined) => ({
    file: naming(path, () => readPanopticFile(json)),
    folder: folder ?? path.replace(/\.json$/i, ''),
  });
  const scored = await scorePanoptic(
    host.context.imageWorkers,
    sourceOf(files.truth, files.truthJson, truthFolder),
    sourceOf(files.predictions, files.found, predictionsFolder),
  );
  for (const line of panopticLines(scored)) terminal.say(line);
  return { kind: 'panoptic', ...scored };
}

/** Puts the file's name before what is wrong with it. */
function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, `"${file}": ${error.message}`, error);
    throw error;
  }
}
