import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDataset } from '../../app/training/runDataset.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { writeForeignNetwork } from '../../tests/fixtures/foreignNetwork.ts';
import {
  drawDataset,
  lastMessage,
  makeRunFolder,
  trainInWorker,
  withFault,
} from '../../tests/fixtures/trainingRuns.ts';
import { tensorParts } from '../architectures/trainableNetwork.ts';
import { loadCheckpoint, type TrainingState } from './checkpoint.ts';
import { readRunFolder } from './runFolder.ts';
import { runNetwork } from './runNetwork.ts';

let folder: string;
let dataset: RunDataset;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-'));
  dataset = await drawDataset(folder);
  await writeForeignNetwork(folder);
  await trainInWorker(await makeRunFolder(join(folder, 'earlier'), { steps: 5, normalisation: 'batch' }, dataset));
});
afterAll(() => rm(folder, { recursive: true }));

const begun = { normalisation: 'batch', validateEverySteps: 100, averageDecay: 0.9 } as const;

/** The state of a run after so many steps of eight. */
async function stateAfter(name: string, steps: number, config: Partial<TrainConfig>): Promise<TrainingState> {
  const run = await makeRunFolder(join(folder, `${name}-${steps}`), { ...begun, ...config, steps: 8 }, dataset);
  // It is killed as the next checkpoint is about to take its name.
  const fault = { call: 'rename', file: '.checkpoint', count: steps + 1, kind: 'kill' } as const;
  await trainInWorker(run, undefined, steps < 8 ? withFault(fault) : {});
  return (
    (await loadCheckpoint(run, (damaged) => expect.fail(`${damaged} is damaged`))) ?? expect.fail('No checkpoint.')
  );
}

/** Which tensors differ, by name. */
async function moved(
  config: Partial<TrainConfig>,
  from: TrainingState,
  to: TrainingState,
): Promise<ReadonlySet<string>> {
  const run = await makeRunFolder(join(folder, 'names'), { ...begun, ...config, steps: 8 }, dataset);
  const { config: read } = await readRunFolder(run);
  const network = await runNetwork(run, read, dataset);
  const names = (['parameters', 'buffers'] as const).flatMap((kind) => {
    const [before, after] = [
      tensorParts(network[kind], from.weights[kind]),
      tensorParts(network[kind], to.weights[kind]),
    ];
    return [...before].filter(([name, part]) => part.join() !== after.get(name)?.join()).map(([name]) => name);
  });
  return new Set(names);
}

it.each([
  ['a network of the catalogue', () => ({ initialModel: join(folder, 'earlier', 'model.onnx') }), 0.5],
  ['a network of another program', () => ({ fromModel: join(folder, 'net.onnx') }), 1],
] as const)('frozen weights of %s stay before the thaw and learn behind it', async (name, beginning, freezeLayers) => {
  const frozen = { ...beginning(), freezeLayers, thawShare: 0.5 };
  const first = await stateAfter(name, 1, frozen);
  const beforeThaw = await stateAfter(name, 4, frozen);
  const end = await stateAfter(name, 8, frozen);
  expect([first.isThawed, beforeThaw.isThawed, end.isThawed]).toEqual([false, false, true]);
  const [early, late] = [await moved(frozen, first, beforeThaw), await moved(frozen, beforeThaw, end)];
  const run = await makeRunFolder(join(folder, 'names'), { ...begun, ...frozen }, dataset);
  const { held = [], parameters, buffers } = await runNetwork(run, (await readRunFolder(run)).config, dataset);
  expect(held.length).toBeGreaterThan(1);
  const heldAverages = buffers
    .map((buffer) => buffer.name)
    .filter((buffer) => held.some((scale) => scale.replace(/\.weight$/, '') === buffer.replace(/\.[^.]*$/, '')));
  expect(heldAverages.length).toBeGreaterThan(0);
  for (const still of [...held, ...heldAverages]) expect([still, early.has(still)]).toEqual([still, false]);
  expect(parameters.filter((parameter) => !held.includes(parameter.name) && !early.has(parameter.name))).toEqual([]);
  for (const moving of [...held, ...heldAverages]) expect([moving, late.has(moving)]).toEqual([moving, true]);

  const memory = tensorParts(parameters, beforeThaw.optimiser.firstMoment ?? new Float32Array());
  for (const still of held) expect(memory.get(still)?.every((value) => value === 0)).toBe(true);
});

it('without a thaw they stay to the end', async () => {
  const frozen = { initialModel: join(folder, 'earlier', 'model.onnx'), freeze: 'down.0.* up.0.*' };
  const first = await stateAfter('never', 1, frozen);
  const changed = await moved(frozen, first, await stateAfter('never', 8, frozen));
  expect([...changed].filter((name) => /^(down|up)\.0\./.test(name))).toEqual([]);
  expect(changed.size).toBeGreaterThan(0);
});

it.each([
  [{ freeze: 'nowhere.*' }, /^The network has no weight that "nowhere\.\*" names; there are, among others, /],
  [{ freeze: '*' }, /^Every weight of the network is frozen, so nothing can learn\.$/],
  [
    { freezeLayers: 2, initialModel: null },
    /^The training setting "freezeLayers" needs an earlier model to begin with/,
  ],
])('refuses %j', async (config, message) => {
  const initialModel = join(folder, 'earlier', 'model.onnx');
  const run = await makeRunFolder(join(folder, 'refused'), { ...begun, initialModel, ...config }, dataset);
  const text = expect.stringMatching(message) as string;
  expect(lastMessage(await trainInWorker(run))).toMatchObject({ kind: 'failed', message: text });
});
