import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../app/contract/errors.ts';
import { compareByScore, evaluatedImage, type EvaluatedImage } from '../../app/metrics/imageFindings.ts';
import { writeFileWhole } from './writeFileWhole.ts';

/**
 * What an evaluation found image by image, the worst first: a file beside the model, because the list of models is read
 * often and this is large. Another evaluation on the same split replaces it.
 */
const evaluatedFile = v.object({
  version: v.literal(1),
  /** By class of an error. */
  labelIds: v.array(v.string()),
  images: v.array(evaluatedImage),
});
export type EvaluatedFile = v.InferOutput<typeof evaluatedFile>;

function fileOf(modelFolder: string, split: string): string {
  return join(modelFolder, `evaluation-${split}.json`);
}

export async function writeEvaluatedImages(
  modelFolder: string,
  split: string,
  labelIds: readonly string[],
  images: readonly EvaluatedImage[],
): Promise<void> {
  const file = fileOf(modelFolder, split);
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  await writeFileWhole(unfinished, pieces(labelIds, images.toSorted(compareByScore)));
  await rename(unfinished, file);
}

function* pieces(labelIds: readonly string[], images: readonly EvaluatedImage[]): Generator<string> {
  yield `{"version":1,"labelIds":${JSON.stringify(labelIds)},"images":[`;
  let separator = '\n';
  for (const image of images) {
    yield separator + JSON.stringify(image);
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** Throws NOT_FOUND where there is none that can be read: evaluations of earlier versions did not keep it. */
export async function readEvaluatedImages(modelFolder: string, split: string): Promise<EvaluatedFile> {
  try {
    return v.parse(evaluatedFile, JSON.parse(await readFile(fileOf(modelFolder, split), 'utf8')));
  } catch (cause) {
    throw new AppError('NOT_FOUND', 'What this evaluation found on each image is not kept; evaluate again.', cause);
  }
}
