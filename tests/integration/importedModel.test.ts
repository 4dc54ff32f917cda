import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { startCommand, writeSquares } from '../fixtures/commandLine.ts';
import { writeForeignNetwork } from '../fixtures/foreignNetwork.ts';
import { floatBytes, writeSafetensors } from '../fixtures/safetensorsFile.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

/** A model of another program, from its file to predictions, as a person trains it from the command line. */

const trainer = join(import.meta.dirname, '..', '..', 'workers', 'training', 'entry.ts');

/** The numbers of a checkpoint: what lies between its header, which tells the time, and its checksum. */
async function lastCheckpoint(run: string): Promise<Buffer> {
  const names = await readdir(join(run, 'checkpoints'));
  const bytes = await readFile(join(run, 'checkpoints', names.sort().at(-1) ?? ''));
  return bytes.subarray(4 + bytes.readUInt32LE(), -4);
}

test('a network from another program is trained, goes on without its files, and predicts', async () => {
  const folder = temporaryFolder();
  const project = join(folder, 'squares');
  const foreign = join(folder, 'foreign');
  const run = async (...args: string[]): Promise<{ readonly out: unknown; readonly err: string }> => {
    const { code, out, err } = await startCommand(folder, [...args, '--json']).ended;
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return { out: JSON.parse(out), err };
  };
  await writeSquares(folder, 6);
  const model = await writeForeignNetwork(foreign);
  writeSafetensors(join(foreign, 'w.safetensors'), {
    'module.norm.bias': { dtype: 'F32', shape: [8], bytes: floatBytes(1, 2, 3, 4, 5, 6, 7, 8) },
    'module.top.weight': { dtype: 'F32', shape: [3], bytes: floatBytes(1, 2, 3) },
  });
  await run('new', project);
  await run('import', project, '--images', join(folder, 'images'));
  await run('import', project, '--annotations', join(folder, 'masks'), '--format', 'masks', '--label', 'square');

  const started = startCommand(folder, [
    ...['train', project, '--from', model, '--weights', join(foreign, 'w.safetensors'), '--freeze', 'stem.*'],
    ...['--steps', '400', '--device', 'cpu', '--seed', '1', '--set', 'patchSize=32', 'batchSize=2'],
    ...['threads=1', 'checkpointEverySeconds=0', 'validateEverySteps=200'],
  ]);
  for await (const line of createInterface({ input: started.child.stderr as NodeJS.ReadableStream })) {
    if (/\b[1-9]\d* of 400 steps/.test(line)) break;
  }
  started.child.kill('SIGKILL');
  const { out: said } = await started.ended;
  expect(said).toMatch(/The model takes 1 x 3 x 64 x 64 \(operator set 17, 8 nodes, 2 layers\)/);
  expect(said).toMatch(/A new head is put behind e; 610 weights in 5 tensors learn, 216 in 1 stay/);
  expect(said).toMatch(/1 of 7 weight tensors taken from .*w\.safetensors/);
  expect(said).toMatch(/1 skipped, of another shape: top\.weight \(the file has 3, the network 5 x 8 x 1 x 1\)/);

  // From here on only what the run has copied is there.
  await rm(foreign, { recursive: true });
  const runs = join(project, 'runs');
  const [id = ''] = await readdir(runs);
  const [resumed, whole] = [join(folder, 'resumed'), join(folder, 'whole')];
  for (const copy of [resumed, whole]) await cp(join(runs, id), copy, { recursive: true });
  await rm(join(whole, 'checkpoints'), { recursive: true });
  await rm(join(whole, 'metrics.jsonl'));
  for (const copy of [resumed, whole]) {
    const worker = fork(trainer, [copy], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    worker.on('message', () => undefined);
    expect(await once(worker, 'exit')).toEqual([0, null]);
  }
  expect((await lastCheckpoint(resumed)).equals(await lastCheckpoint(whole))).toBe(true);

  const { out: trained } = await run('train', project, '--resume');
  expect(trained).toMatchObject({ kind: 'train', reason: 'steps', steps: 400, inUse: true });
  expect((trained as { bestDice: number }).bestDice).toBeGreaterThan(0.6);
  expect((await run('predict', project, '--images', 'all')).out).toMatchObject({ kind: 'predict', images: 6 });

  const modelFolder = join(project, 'models', (trained as { modelId: string }).modelId);
  const card = JSON.parse(await readFile(join(modelFolder, 'card.json'), 'utf8')) as object;
  expect(card).toMatchObject({ architecture: 'imported', input: { name: 'image', channels: 3, multipleOf: 2 } });
  const session = await InferenceSession.create(join(modelFolder, 'model.onnx'));
  expect([session.inputNames, session.outputNames]).toEqual([['image'], ['probabilities']]);
  await session.release();

  // The next fine-tuning goes on from the whole network, not from its weights alone.
  const { out: again } = await run(
    'train',
    project,
    '--steps',
    '5',
    '--device',
    'cpu',
    '--set',
    'patchSize=32',
    'batchSize=2',
  );
  expect(again).toMatchObject({ kind: 'train', steps: 5 });
  const config = await readFile(join(runs, (again as { runId: string }).runId, 'config.json'), 'utf8');
  expect(JSON.parse(config)).toMatchObject({ fromModel: 'imported/model.onnx', initialModel: null });
}, 240_000);

test('what cannot be trained is said before anything starts', async () => {
  const folder = temporaryFolder();
  const project = join(folder, 'squares');
  await writeSquares(folder, 3);
  const model = await writeForeignNetwork(join(folder, 'foreign'));
  const masks = ['--annotations', join(folder, 'masks'), '--format', 'masks', '--label', 'square'];
  await startCommand(folder, ['new', project]).ended;
  await startCommand(folder, ['import', project, '--images', join(folder, 'images')]).ended;
  await startCommand(folder, ['import', project, ...masks]).ended;
  for (const [args, sentence] of [
    [['--from', model, '--cut', 'nowhere'], 'has no tensor named nowhere to cut at'],
    [['--from', model, '--freeze', 'nothing*'], 'has no weight or node that "nothing*" names'],
    [['--cut', 'c'], 'The training setting "cut" needs "fromModel"'],
    [['--from', join(folder, 'images', '0.png')], 'is no ONNX model or is damaged'],
    [['--from', join(folder, 'nowhere.onnx')], 'nowhere.onnx cannot be opened'],
  ] as const) {
    const { code, err } = await startCommand(folder, ['train', project, '--steps', '3', ...args]).ended;
    expect(code).toBe(1);
    expect(err).toContain(sentence);
  }
  expect(await readdir(join(project, 'runs')).catch(() => [])).toEqual([]);
}, 120_000);
