import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPython } from '../fixtures/findPython.ts';
import { exampleTask } from '../reference/exampleTask.ts';
import { exportNetwork } from '../reference/exportNetwork.ts';
import { torchCommand } from '../reference/torch.ts';
import { printMeasurement } from './printMeasurement.ts';
import { printProfile, type StepProfile } from './profileStep.ts';
import { trainingCaseNames, trainingCases, type TrainingCaseName } from './trainingCases.ts';
import { profileTrainingStep, type Command, type TrainingStepMeasurement } from './trainingStep.ts';

/**
 * `npm run bench:training`: a training step of several networks, each in a process of its own: the U-Net beside another
 * program where `-- --reference PATH` names one, the others beside PyTorch where it is there, in turns with the same
 * threads. `--only unet` measures some, `--profile` tells where the time of a step goes instead, `--json FILE` writes the
 * numbers too.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    steps: { type: 'string' },
    threads: { type: 'string' },
    rounds: { type: 'string' },
    reference: { type: 'string' },
    profile: { type: 'boolean' },
    json: { type: 'string' },
  },
});
const { only, reference, profile, json, ...counts } = values;
const numbers = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
const unknown = (only ?? []).filter((name) => !(name in trainingCases));
if (unknown.length > 0) {
  throw new Error(`There is no network ${unknown.join(', ')}; there are ${trainingCaseNames.join(', ')}.`);
}
const names = trainingCaseNames.filter((name) => only?.includes(name) ?? true);
writeJson(await (profile ? profileAll() : measureAll()));

async function profileAll(): Promise<object> {
  const profiles: Partial<Record<TrainingCaseName, StepProfile>> = {};
  for (const name of names) {
    console.log(`\ntraining step of ${trainingCases[name].title}`);
    const found = await profileTrainingStep(name, numbers);
    profiles[name] = found;
    printProfile(found);
  }
  return profiles;
}

/** The first network's numbers, and all of them under `networks`. */
async function measureAll(): Promise<object> {
  const python = names.some((name) => name !== 'unet') ? findPython(['torch']) : null;
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-training-'));
  const networks: TrainingStepMeasurement[] = [];
  try {
    for (const name of names) {
      const measurement = await measure(name, referenceOf(name, python, folder));
      networks.push(measurement);
      printMeasurement({ ...measurement });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...networks[0], networks };
}

function referenceOf(name: TrainingCaseName, python: string | null, folder: string): Command | null {
  if (name === 'unet') return reference === undefined ? null : { program: reference, args: ['--adamw'] };
  if (python === null) return null;
  exportNetwork(exampleTask(trainingCases[name]), folder);
  return torchCommand(python, 'time', folder);
}

function measure(name: TrainingCaseName, command: Command | null): Promise<TrainingStepMeasurement> {
  const options = JSON.stringify({ ...numbers, ...(command === null ? {} : { reference: command }) });
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
    const child = fork(new URL('./measureStep.ts', import.meta.url), [name, options], { env });
    child.once('message', (message) => resolve(message as TrainingStepMeasurement));
    child.once('exit', (code) => reject(new Error(`The measurement of ${name} ended with ${code} and no result.`)));
  });
}

function writeJson(result: object): void {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
}
