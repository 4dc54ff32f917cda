import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../../main/host/host.ts';
import { loadCheckpoint, type TrainingState } from '../../../workers/training/checkpoint.ts';
import { resultOf } from '../benchHost.ts';

export interface OwnStep {
  /** Before the step's update. */
  readonly loss: number;
  readonly stepMs: number;
  /** Until the batch was there. */
  readonly dataWaitMs: number;
}

export interface OwnTraining {
  readonly folder: string;
  readonly steps: readonly OwnStep[];
  /** After the last step. */
  readonly state: TrainingState;
  readonly modelId: string;
}

/** Trains in the open project as `train` does, on the processor and from random weights. */
export async function trainHere(
  host: Host,
  steps: number,
  config: Readonly<Record<string, unknown>>,
): Promise<OwnTraining> {
  const started = await host.client.training.start({ steps, device: 'cpu', beginWith: null, config });
  const result = await resultOf(host, started.job);
  if (result.kind !== 'train') throw new Error(`The training ended with a result of ${result.kind}.`);
  const folder = host.context.projects.required().runs.folder(started.runId);
  const state = await loadCheckpoint(folder, (name, cause) => {
    throw new Error(`${name} cannot be read.`, { cause });
  });
  if (state?.step !== result.steps) throw new Error('The run left no checkpoint of its last step.');
  return { folder, steps: await readSteps(join(folder, 'metrics.jsonl')), state, modelId: result.modelId };
}

async function readSteps(metricsFile: string): Promise<OwnStep[]> {
  const lines = (await readFile(metricsFile, 'utf8')).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as OwnStep & { readonly kind: string })
    .filter(({ kind }) => kind === 'step')
    .map(({ loss, stepMs, dataWaitMs }) => ({ loss, stepMs, dataWaitMs }));
}
