import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { AppError } from '../../app/contract/errors.ts';
import type { Job } from '../../app/contract/jobs.ts';
import type { LearningCurves, MeasuredCurve, MeasuredPoint } from '../../app/contract/modelViews.ts';
import type { DeviceMemory } from '../../app/contract/workerMessages.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { curveConfig, curveObstacle, curveSubsetsOf } from '../training/curvePlan.ts';
import type { CurveSubset } from '../training/curveSubsets.ts';
import { requireImageFiles } from '../training/requireImageFiles.ts';
import { startTrainingProcess, type FinishedMessage, type TrainingProcess } from '../training/trainingProcess.ts';
import { readTrainingSet } from '../training/trainingSet.ts';
import type { JobProgress } from './jobBoard.ts';

interface CurveOrder {
  /** Of each training; one of the two is given. */
  readonly minutes: number | null;
  readonly steps: number | null;
  /** Trainings of each size, on other images and with other seeds. */
  readonly repeats: number;
}

/** One piece of work counts so many units, so that the bar moves within a training too. */
const unitsPerTraining = 100;
const obstacles: { readonly [O in NonNullable<LearningCurves['obstacle']>]: string } = {
  fewImages: 'A learning curve needs at least three labelled images to train on; label a few more first.',
  noValidation: 'A learning curve needs held-out images; label a few more first.',
};

/** Trains on growing parts of what is labelled, with the same settings, and keeps the scores on the held-out images. */
export async function startCurveJob(context: HostContext, project: ProjectStore, order: CurveOrder): Promise<Job> {
  context.activeRuns.requireNone();
  const subsets = curveSubsetsOf(project, 0);
  const obstacle = curveObstacle(subsets);
  if (obstacle !== null) throw new AppError('NO_TRAINING_DATA', obstacles[obstacle]);
  await requireImageFiles(project, readTrainingSet(project).images);
  const known = await context.knownDevices.read();
  const config = await curveConfig(project, order, known);
  context.activeRuns.requireNone();
  const runs = Array.from({ length: order.repeats }, (_, repeat) =>
    (repeat === 0 ? subsets : curveSubsetsOf(project, repeat)).map((subset) => ({ subset, repeat })),
  ).flat();
  return context.jobs.start({
    kind: 'learningCurve',
    title: { kind: 'learningCurve', trainings: runs.length },
    unit: 'steps',
    total: runs.length * unitsPerTraining,
    work: async (progress) => {
      const points = await measureAll(context, project, { config, known, runs }, progress);
      const curve: MeasuredCurve = {
        id: randomUUID(),
        measuredAt: Date.now(),
        points,
        minutes: config.minutes,
        steps: config.steps,
        validationImages: subsets[0]?.dataset.images.filter(({ split }) => split === 'val').length ?? 0,
        isWhole: points.length === runs.length,
      };
      if (points.length > 0) project.learningCurves.add(curve);
      context.events.publish({ kind: 'modelsChanged' });
      return { kind: 'learningCurve', points: points.length, trainings: runs.length };
    },
  });
}

interface Measurement {
  readonly config: TrainConfig;
  readonly known: DeviceMemory;
  readonly runs: readonly { readonly subset: CurveSubset; readonly repeat: number }[];
}

/** Ends early where it is cancelled: a training that was cut short is no point, those before it are. */
async function measureAll(
  context: HostContext,
  project: ProjectStore,
  { config, known, runs }: Measurement,
  progress: JobProgress,
): Promise<MeasuredPoint[]> {
  const { signal } = progress;
  const folder = project.runs.folder('learning-curve');
  const seat = takeSeat(context);
  const points: MeasuredPoint[] = [];
  try {
    // What a program that was killed left.
    await rm(folder, { recursive: true, force: true });
    for (const [index, { subset, repeat }] of runs.entries()) {
      if (signal.aborted) break;
      const seeded = { ...config, seed: config.seed + repeat };
      const { images, objects } = subset;
      const detail = { kind: 'curveTraining', number: index + 1, of: runs.length, objects, images } as const;
      const onShare = (share: number): void =>
        progress.update({ done: Math.floor((index + share) * unitsPerTraining), detail });
      onShare(0);
      const runFolder = join(folder, String(index));
      await writeRun(runFolder, seeded, subset);
      const training = startTrainingProcess(context, { folder: runFolder, config: seeded }, known, (message) => {
        if (message.kind === 'step') onShare(Math.min(1, message.progress));
      });
      const finished = await seat.follow(training, signal);
      if (finished === null) break;
      points.push({ images, objects, score: finished.bestDice, steps: finished.steps, repeat });
      await rm(runFolder, { recursive: true, force: true });
    }
  } finally {
    seat.leave();
    await rm(folder, { recursive: true, force: true });
  }
  progress.update({ done: runs.length * unitsPerTraining, detail: '' });
  return points;
}

async function writeRun(folder: string, config: TrainConfig, { dataset }: CurveSubset): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'dataset.json'), JSON.stringify(dataset));
}

/** Keeps other trainings away for as long as all of these take. */
function takeSeat({ activeRuns }: HostContext) {
  const id = `learning-curve-${randomUUID()}`;
  const ended = Promise.withResolvers<FinishedMessage>();
  let current: TrainingProcess | null = null;
  activeRuns.add(id, { pid: undefined, stop: () => current?.stop(), finished: ended.promise });
  return {
    /** `null` where it was asked to end before its time. */
    follow: async (training: TrainingProcess, signal: AbortSignal): Promise<FinishedMessage | null> => {
      current = training;
      if (signal.aborted) training.stop();
      signal.addEventListener('abort', training.stop, { once: true });
      try {
        const finished = await training.finished;
        return finished.reason === 'stopped' ? null : finished;
      } catch (error) {
        if (signal.aborted) return null;
        throw error;
      } finally {
        signal.removeEventListener('abort', training.stop);
      }
    },
    leave: () => activeRuns.remove(id),
  };
}
