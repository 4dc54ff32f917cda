import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { estimateStepMegabytes } from '../../app/training/architectures.ts';
import { imageChannels } from '../../app/training/imageChannels.ts';
import type { RunDataset } from '../../app/training/runDataset.ts';
import { classCount, outputPlanes } from '../../app/training/separation.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../../workers/architectures/architecture.ts';
import { countNumbers } from '../../workers/architectures/trainableNetwork.ts';
import { startCommand } from '../fixtures/commandLine.ts';

export interface ArchitectureMeasurement {
  readonly architecture: TrainConfig['architecture'];
  readonly steps: number;
  /** On the held-out images that training never sees, 0 to 1. */
  readonly testDice: number | null;
  /** On those that choose the best moment. */
  readonly validationDice: number;
  /** Median of a step. */
  readonly stepMs: number;
  /** The largest resident size of the training worker; `null` where the system does not tell. */
  readonly peakMegabytes: number | null;
  /** What the planner reckons with, and the program itself. */
  readonly estimatedMegabytes: number;
  readonly parameters: number;
  readonly modelBytes: number;
}

const pollMs = 250;
/** Node, onnxruntime and the images, without a step. */
const programMegabytes = 180;

/** Trains a network in a project of its own by the command line, from random weights, and scores it there. */
export async function trainArchitecture(
  project: string,
  home: string,
  architecture: TrainConfig['architecture'],
  seconds: number,
): Promise<ArchitectureMeasurement> {
  const settings = [`architecture=${architecture}`];
  if (architecture === 'panopticDeeplab') settings.push('separation=centres');
  const options = ['--minutes', String(seconds / 60), '--device', 'cpu', '--seed', '1', '--json', '--set', ...settings];
  const { child, ended } = startCommand(home, ['train', project, ...options]);
  let peakMegabytes: number | null = null;
  const timer = setInterval(() => {
    peakMegabytes = largest(peakMegabytes, workerMegabytes(child.pid ?? 0));
  }, pollMs);
  const trained = parseResult<{ steps: number; bestDice: number }>(await ended.finally(() => clearInterval(timer)));
  const [runFolder = ''] = readdirSync(join(project, 'runs')).map((id) => join(project, 'runs', id));
  const readRun = <T>(name: string): T => JSON.parse(readFileSync(join(runFolder, name), 'utf8')) as T;
  const config = readRun<TrainConfig>('config.json');
  const scored = await startCommand(home, ['evaluate', project, '--split', 'test', '--json']).ended;
  return {
    architecture,
    steps: trained.steps,
    testDice: parseResult<{ report: { meanDice: number | null } }>(scored).report.meanDice,
    validationDice: trained.bestDice,
    stepMs: medianStepMs(join(runFolder, 'metrics.jsonl')),
    peakMegabytes,
    estimatedMegabytes: programMegabytes + estimateStepMegabytes(config),
    parameters: parametersOf(config, readRun<RunDataset>('dataset.json')),
    modelBytes: statSync(join(runFolder, 'model.onnx')).size,
  };
}

function parseResult<T>({ code, out, err }: { code: number | null; out: string; err: string }): T {
  if (code !== 0) throw new Error(`The command ended with ${code}: ${err || out}`);
  return JSON.parse(out) as T;
}

function medianStepMs(metricsFile: string): number {
  const records = readFileSync(metricsFile, 'utf8').trim().split('\n');
  const times = records.flatMap((line) => {
    const record = JSON.parse(line) as { kind: string; stepMs?: number };
    return record.kind === 'step' && record.stepMs !== undefined ? [record.stepMs] : [];
  });
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
}

function parametersOf(config: TrainConfig, { images, labels }: RunDataset): number {
  const { separation } = config;
  const planes = { classes: classCount(separation, labels.length), maps: outputPlanes[separation].maps };
  return countNumbers(catalogueNetwork({ ...config, ...planes, channels: imageChannels(images) }).parameters);
}

/** Linux tells it under /proc. */
function workerMegabytes(commandPid: number): number | null {
  const children = `/proc/${commandPid}/task/${commandPid}/children`;
  if (!existsSync(children)) return null;
  const sizes = readFileSync(children, 'utf8').trim().split(' ').map(residentMegabytes);
  return sizes.reduce(largest, null);
}

/** `null` of a process that is no training worker, or gone. */
function residentMegabytes(pid: string): number | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return command.includes('training') && kilobytes !== undefined ? Number(kilobytes) / 1024 : null;
  } catch {
    return null;
  }
}

function largest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
