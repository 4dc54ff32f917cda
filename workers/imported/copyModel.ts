import { copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { externalFiles } from './externalData.ts';
import { readWhole } from './readForeignModel.ts';
import { decodeModel } from '../onnx/file/modelFile.ts';
import type { ImportConfig } from './importForRun.ts';

/** Paths below the folder of a run. */
export interface CopiedFiles {
  readonly fromModel: string | null;
  readonly weightsFile: string | null;
}

const [modelFolder, weightsName] = ['imported', 'weights.safetensors'];

/**
 * Copies what a training begins with into its run folder, so that it can go on without the originals: the model, the
 * files beside it that hold weights of it, and the weights file.
 */
export async function copyModel(
  { fromModel, weightsFile }: Pick<ImportConfig, 'weightsFile'> & { readonly fromModel: string | null },
  runFolder: string,
): Promise<CopiedFiles> {
  if (fromModel !== null) {
    const folder = join(runFolder, modelFolder);
    const beside = externalFiles(decodeModel(await readWhole(fromModel), fromModel), fromModel);
    for (const file of [basename(fromModel), ...beside]) {
      const target = join(folder, file);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(dirname(fromModel), file), target);
    }
  }
  if (weightsFile !== null) await copyFile(weightsFile, join(runFolder, weightsName));
  return {
    fromModel: fromModel === null ? null : `${modelFolder}/${basename(fromModel)}`,
    weightsFile: weightsFile === null ? null : weightsName,
  };
}
