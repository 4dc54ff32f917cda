import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelRemoval } from '../../app/contract/modelViews.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import type { HostContext } from '../host/hostContext.ts';
import { predictionsFolderOf } from '../inference/predictionCache.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { recoverOrigins } from './runOrigin.ts';

/** What the removal of a model would take away; nothing is changed. */
export async function modelRemoval(project: ProjectStore, model: ModelSummary): Promise<ModelRemoval> {
  const sizes = await Promise.all(filesOf(project, model).map(bytesBelow));
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    suggestions: project.annotations.suggestionsByModel().get(model.id) ?? 0,
  };
}

/**
 * Deletes the files of a model: its folder, what its training left to go on with, and predictions that were kept. What it
 * came from stays known. Throws JOB_RUNNING while something reads it.
 */
export async function removeModel(
  context: Pick<HostContext, 'log' | 'modelReaders'>,
  project: ProjectStore,
  model: ModelSummary,
): Promise<ModelRemoval> {
  requireUnread(context, project, model);
  await recoverOrigins(context.log, project);
  const removal = await modelRemoval(project, model);
  requireUnread(context, project, model);
  project.models.remove(model.id);
  for (const path of filesOf(project, model)) await rm(path, { recursive: true, force: true });
  return removal;
}

function requireUnread(
  { modelReaders }: Pick<HostContext, 'modelReaders'>,
  project: ProjectStore,
  { name, runId, folder }: ModelSummary,
): void {
  const file = join(folder, 'model.onnx');
  const isTrainedFrom = project.runs.described().some(({ id, state, config }) => {
    return state === 'running' && (id === runId || config.initialModel === file || config.fromModel === file);
  });
  if (isTrainedFrom || modelReaders.isRead(folder)) {
    throw new AppError('JOB_RUNNING', `${name} is at work for a running job; wait for it or cancel it first.`);
  }
}

function filesOf(project: ProjectStore, model: ModelSummary): readonly string[] {
  const run = project.runs.list().find(({ id }) => id === model.runId);
  const runFolder = project.runs.folder(model.runId);
  // A run that broke off may still go on; a finished one has nothing to go on with.
  const ofRun = run?.state === 'finished' || run?.state === 'stopped';
  return [
    model.folder,
    predictionsFolderOf(project.folder, model.id),
    ...(ofRun ? [join(runFolder, 'checkpoints'), join(runFolder, 'model.onnx')] : []),
  ];
}

async function bytesBelow(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  const names = await readdir(path);
  const sizes = await Promise.all(names.map((name) => bytesBelow(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
