import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { Search, SearchTrial } from '../../app/contract/searchViews.ts';
import type { DeviceMemory, TrainingMessage } from '../../app/contract/workerMessages.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import { isHopeless } from '../../app/training/search/medianRule.ts';
import type { TrialSettings } from '../../app/training/search/searchSpace.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { JobProgress } from '../jobs/jobBoard.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { fittingPatch } from './plannedTraining.ts';
import { createRun } from './prepareRun.ts';
import { runToEnd } from './runToEnd.ts';
import { readTrainingSet, runDataset } from './trainingSet.ts';
import type { FinishedMessage, TrainingProcess } from './trainingProcess.ts';

export interface SearchAtWork {
  readonly context: HostContext;
  readonly project: ProjectStore;
  readonly searchId: string;
  readonly known: DeviceMemory;
  readonly progress: JobProgress;
}

/** Adds the next trial with a run folder of its own, and with the images and objects of the trials before. */
export async function addTrial(at: SearchAtWork, search: Search, settings: TrialSettings): Promise<SearchTrial> {
  const { context, project } = at;
  const trial = { number: search.trials.length + 1, settings, score: null, points: [], durationMs: 0 } as const;
  try {
    const common = parseTrainConfig(search.config);
    const config = parseTrainConfig({ ...common, patchSize: fittingPatch(common, settings), ...settings });
    const dataset = await datasetOf(project, search);
    const run = await createRun(context.log, project, config, dataset, ({ id }) => {
      project.searches.putTrial(at.searchId, { ...trial, runId: id, state: 'running', error: null });
    });
    context.events.publish({ kind: 'run', run });
    return put(at, { ...trial, runId: run.id, state: 'running', error: null });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'INVALID_INPUT') throw error;
    return put(at, { ...trial, runId: null, state: 'failed', error: error.message });
  }
}

async function datasetOf(project: ProjectStore, search: Search): Promise<RunDataset> {
  const first = search.trials.find(({ runId }) => runId !== null)?.runId ?? null;
  if (first === null) return runDataset(project, readTrainingSet(project));
  const file = join(project.runs.folder(first), 'dataset.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunDataset;
  } catch (cause) {
    const sentence = `The images of the first trial, ${file}, cannot be read, so another would not be comparable.`;
    throw new AppError('FILE_UNREADABLE', sentence, cause);
  }
}

/**
 * Runs a trial to its end, or to where it is hopeless; one that was under way goes on from its checkpoint. Throws what
 * would keep any other trial from running too.
 */
export async function runTrial(at: SearchAtWork, trial: SearchTrial): Promise<SearchTrial> {
  const { context, project, searchId, progress } = at;
  if (trial.runId === null) return trial;
  const watch = watchTrial(at, trial);
  const run = { ...at, runId: trial.runId, owner: searchId, follow: watch.follow };
  try {
    const { finished } = await runToEnd(run, () => Promise.resolve({}));
    return put(at, watch.ended(finished));
  } catch (error) {
    if (progress.signal.aborted) return put(at, { ...watch.trial(), state: 'stopped' });
    if (!(error instanceof AppError) || error.code === 'DISK_FULL' || error.code === 'FILE_UNREADABLE') throw error;
    context.log.warn({ err: error, runId: trial.runId }, 'a trial failed');
    return put(at, { ...watch.trial(), state: 'failed', score: null, error: error.message });
  } finally {
    await removeFiles(project, trial.runId, project.searches.get(searchId));
  }
}

function watchTrial(at: SearchAtWork, begun: SearchTrial) {
  const { project, searchId, progress } = at;
  const search = project.searches.get(searchId);
  const finished = search.trials.filter(({ state }) => state === 'finished').map(({ points }) => points);
  const startedAt = performance.now();
  let trial: SearchTrial = put(at, { ...begun, state: 'running', error: null });
  let share = 0;
  let isPruned = false;
  const timed = (): SearchTrial => ({ ...trial, durationMs: begun.durationMs + performance.now() - startedAt });
  return {
    trial: timed,
    follow: (message: TrainingMessage, training: TrainingProcess): void => {
      if (message.kind === 'step') share = message.progress;
      if (message.kind === 'started') {
        const points = trial.points.filter(({ step }) => step <= message.firstStep);
        trial = { ...trial, points, score: bestOf(points) };
      }
      if (message.kind !== 'validation') return;
      const points = [...trial.points, { step: message.step, share, score: message.objects?.mean ?? message.dice }];
      trial = { ...trial, points, score: bestOf(points) };
      trial = put(at, timed());
      if (!search.prunes || share >= 1 || !isHopeless(points, finished)) return;
      isPruned = true;
      training.stop();
    },
    ended: ({ reason }: FinishedMessage): SearchTrial => {
      const early = progress.signal.aborted ? 'stopped' : isPruned ? 'pruned' : 'finished';
      return { ...timed(), state: reason === 'stopped' ? early : 'finished' };
    },
  };
}

function bestOf(points: SearchTrial['points']): number | null {
  return points.length === 0 ? null : Math.max(...points.map(({ score }) => score));
}

function put({ context, project, searchId }: SearchAtWork, trial: SearchTrial): SearchTrial {
  context.events.publish({ kind: 'search', search: project.searches.putTrial(searchId, trial) });
  return trial;
}

/** How many trials keep their models. */
const keptModels = 3;

/** The best ended trials, best first. */
export function bestTrials({ trials }: Search): readonly (SearchTrial & { readonly score: number })[] {
  return trials
    .filter((trial): trial is SearchTrial & { readonly score: number } => trial.score !== null && hasEnded(trial))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, keptModels);
}

export function hasEnded({ state }: SearchTrial): boolean {
  return state === 'finished' || state === 'pruned' || state === 'failed';
}

/** Of the trials that have ended: their checkpoints, and the models of all but the best. Curves and pictures stay. */
async function removeFiles(project: ProjectStore, newest: string, search: Search): Promise<void> {
  const kept = new Set(bestTrials(search).map(({ runId }) => runId));
  for (const trial of search.trials) {
    if (trial.runId === null || !hasEnded(trial)) continue;
    const folder = project.runs.folder(trial.runId);
    if (trial.runId === newest) await rm(join(folder, 'checkpoints'), { recursive: true, force: true });
    if (!kept.has(trial.runId)) await rm(join(folder, 'model.onnx'), { force: true });
  }
}
