import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import type { SearchTrial } from '../../app/contract/searchViews.ts';
import { startCommand, writeSquares } from '../fixtures/commandLine.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

/** A search as a script starts it, on squares that a tiny network learns in a few steps. */

const small = ['width=4', 'depth=2', 'patchSize=32', 'batchSize=2', 'threads=1', 'checkpointEverySeconds=0'];
const wanted = [
  ...['--vary', 'learningRate=1e-6..1e-2:log', 'optimiser=adam,sgd', '--trials', '6', '--trial-steps', '24'],
  ...['--device', 'cpu', '--seed', '3', '--json', '--set', ...small],
];

interface Found {
  readonly trials: number;
  readonly best: { readonly number: number; readonly score: number };
  readonly state: string;
  readonly trialList: readonly SearchTrial[];
}

async function squaresProject(folder: string): Promise<string> {
  const project = join(folder, 'squares');
  await writeSquares(folder, 6);
  await startCommand(folder, ['new', project]).ended;
  await startCommand(folder, ['import', project, '--images', join(folder, 'images')]).ended;
  const masks = ['--annotations', join(folder, 'masks'), '--format', 'masks', '--label', 'square'];
  await startCommand(folder, ['import', project, ...masks]).ended;
  return project;
}

async function found(folder: string, args: readonly string[]): Promise<Found> {
  const { code, out, err } = await startCommand(folder, args).ended;
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Found;
}

const told = ({ trialList }: Found): unknown =>
  trialList.map(({ number, settings, state, score, points }) => ({ number, settings, state, score, points }));

test('a search that is killed goes on to the trials, scores and ends of one that was not', async () => {
  const folder = temporaryFolder();
  const project = await squaresProject(folder);
  const twin = join(folder, 'twin');
  await cp(project, twin, { recursive: true });

  const whole = await found(folder, ['search', twin, ...wanted]);
  expect([whole.trials, whole.state]).toEqual([6, 'finished']);
  expect(whole.trialList.find(({ number }) => number === whole.best.number)?.score).toBe(whole.best.score);
  const rates = new Set(whole.trialList.map(({ settings }) => settings['learningRate']));
  expect(rates.size).toBe(6);

  const { child, ended } = startCommand(folder, ['search', project, ...wanted]);
  for await (const line of createInterface({ input: child.stderr as NodeJS.ReadableStream })) {
    if (/\b[1-5] of 6 trials/.test(line)) break;
  }
  child.kill('SIGKILL');
  await ended;
  const refused = await startCommand(folder, ['train', project, '--resume']).ended;
  expect(refused.err).toContain('No training of this project was interrupted.');
  const resumed = await found(folder, ['search', project, '--resume', '--json']);
  expect(told(resumed)).toEqual(told(whole));

  // The best trials alone keep models, which are in the project and not in use.
  const withModels = await Promise.all(
    resumed.trialList.map(async ({ runId }) => {
      const files = await readdir(join(project, 'runs', runId ?? ''));
      expect(files).not.toContain('checkpoints');
      return files.includes('model.onnx');
    }),
  );
  expect(withModels.filter(Boolean)).toHaveLength(3);
  expect(await readdir(join(project, 'models'))).toHaveLength(3);

  const [model = ''] = await readdir(join(project, 'models'));
  const again = [
    '--vary',
    'width=4,5',
    '--trials',
    '1',
    '--trial-steps',
    '2',
    '--device',
    'cpu',
    '--json',
    '--set',
    ...small,
  ];
  const beginningOf = async (...args: string[]): Promise<unknown> => {
    const [trial] = (await found(folder, ['search', project, ...again, ...args])).trialList;
    const config = JSON.parse(
      await readFile(join(project, 'runs', trial?.runId ?? '', 'config.json'), 'utf8'),
    ) as object;
    return 'initialModel' in config && config.initialModel;
  };
  expect(await beginningOf('--from-model', model)).toBe(join(project, 'models', model, 'model.onnx'));
  expect(await beginningOf()).toBe(null);
}, 240_000);

test('what a search cannot do is said in one line, before anything is trained', async () => {
  const folder = temporaryFolder();
  const project = await squaresProject(folder);
  const refusal = async (...args: string[]): Promise<string> => {
    const { code, err } = await startCommand(folder, ['search', project, ...args]).ended;
    expect(code).toBe(1);
    return err.trim();
  };
  expect(await refusal('--trials', '2')).toContain('Say what to vary');
  expect(await refusal('--vary', 'width=16,32')).toContain('A search needs an end');
  expect(await refusal('--vary', 'seed=1,2', '--trials', '2')).toContain('"seed" cannot be varied');
  const lost = ['--vary', 'dropout=0,0.2', '--trials', '2', '--from-model', 'lost'];
  expect(await refusal(...lost)).toContain('lost');
  expect(await refusal('--resume')).toContain('No search of this project was stopped or interrupted.');
  expect(await readdir(project)).not.toContain('runs');
}, 60_000);
