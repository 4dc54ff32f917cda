import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import type { Search } from '../../app/contract/searchViews.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import { gridSize } from '../../app/training/search/gridSearch.ts';
import { hasTimeLeft } from '../../app/training/search/searchBudget.ts';
import { parseSearchSpace } from '../../app/training/search/searchSpace.ts';
import { measureOf } from '../../app/training/search/trialScore.ts';
import { proposeSettings } from '../../app/training/search/strategies.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import type { SearchChange } from '../store/searchStore.ts';
import { registerModel } from '../training/registerModel.ts';
import { addTrial, bestTrials, hasEnded, runTrial, type SearchAtWork } from '../training/trial.ts';
import type { JobProgress } from './jobBoard.ts';
import { searchProgress } from './searchProgress.ts';

type SearchResult = Extract<JobResult, { kind: 'search' }>;

/** Starts a registered search, or goes on with one. Cancelling the job ends the search and keeps what it has found. */
export function startSearchJob(
  context: HostContext,
  project: ProjectStore,
  searchId: string,
  /** From `context.knownDevices`. */
  known: DeviceMemory,
): Job {
  const release = context.activeRuns.reserve(searchId);
  const search = project.searches.get(searchId);
  const varied = Object.keys(search.space).length;
  return context.jobs.start({
    kind: 'search',
    title: { kind: 'search', varied },
    unit: 'trials',
    total: plannedTrials(search) ?? 0,
    work: async (progress) => {
      try {
        return await work({ context, project, searchId, known, progress });
      } finally {
        release();
      }
    },
  });
}

/** `null` where time alone ends the search. */
function plannedTrials({ strategy, space, budget }: Search): number | null {
  const cells = strategy === 'grid' ? gridSize(parseSearchSpace(space)) : Infinity;
  const trials = Math.min(cells, budget.trials ?? Infinity);
  return Number.isFinite(trials) ? trials : null;
}

async function work(at: SearchAtWork): Promise<SearchResult> {
  const { context, project, searchId, progress } = at;
  const settle = (change: SearchChange): void => {
    context.events.publish({ kind: 'search', search: project.searches.update(searchId, change) });
  };
  settle({ state: 'running', finishedAt: null, error: null });
  try {
    await tryAll(at);
    const result = await resultOf(at, progress.signal);
    settle({ state: progress.signal.aborted ? 'stopped' : 'finished', finishedAt: Date.now() });
    return result;
  } catch (error) {
    const message = error instanceof AppError ? error.message : 'The search failed inside the program.';
    const state = progress.signal.aborted ? 'stopped' : 'failed';
    settle({ state, finishedAt: Date.now(), error: state === 'stopped' ? null : message });
    throw error;
  }
}

async function tryAll(at: SearchAtWork): Promise<void> {
  const { project, searchId, progress } = at;
  const started = project.searches.get(searchId);
  const [space, planned] = [parseSearchSpace(started.space), plannedTrials(started)];
  const told = (): JobProgress => searchProgress(progress, () => project.searches.get(searchId), planned);
  const underWay = started.trials.find((trial) => !hasEnded(trial));
  if (underWay !== undefined) await runTrial({ ...at, progress: told() }, underWay);
  while (!progress.signal.aborted) {
    const search = project.searches.get(searchId);
    const { trials, elapsedMs, budget } = search;
    requireSomeSuccess(search);
    if (!hasTimeLeft(budget, trials.length, elapsedMs)) return;
    const settings = proposeSettings(search.strategy, space, search.seed, trials);
    if (settings === null) return;
    const trial = await addTrial(at, search, settings);
    await runTrial({ ...at, progress: told() }, trial);
  }
}

const fewestToJudge = 3;

/** Where the first trials all fail, so would the others. */
function requireSomeSuccess({ trials }: Search): void {
  if (trials.length < fewestToJudge || trials.some(({ state }) => state !== 'failed')) return;
  const last = trials.at(-1)?.error ?? '';
  throw new AppError('TRAINING_FAILED', `The first ${trials.length} trials failed, the last one so: ${last}`);
}

/** Registers the models of the best trials, the best one last, without taking one into use. */
async function resultOf({ context, project, searchId }: SearchAtWork, signal: AbortSignal): Promise<SearchResult> {
  const search = project.searches.get(searchId);
  const [best] = bestTrials(search);
  if (best === undefined) {
    if (signal.aborted) throw new AppError('CANCELLED', 'The search was stopped before its first trial ended.');
    throw new AppError('TRAINING_FAILED', `No trial of the search has a score. ${search.trials.at(-1)?.error ?? ''}`);
  }
  for (const { runId } of bestTrials(search).toReversed()) {
    if (runId === null) continue;
    const { modelId, bestDice } = project.runs.details(runId);
    if (modelId !== null) continue;
    const { id } = await registerModel(project, runId, bestDice ?? 0);
    context.events.publish({ kind: 'run', run: project.runs.update(runId, { modelId: id }) });
  }
  context.events.publish({ kind: 'modelsChanged' });
  const ended = search.trials.filter(hasEnded);
  return {
    kind: 'search',
    searchId,
    measure: measureOf(search.config),
    trials: ended.length,
    pruned: ended.filter(({ state }) => state === 'pruned').length,
    best: { number: best.number, runId: best.runId, score: best.score, settings: best.settings },
  };
}
