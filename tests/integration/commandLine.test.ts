import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { startCommand, writeSquares } from '../fixtures/commandLine.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

/** The command line as a person or a script starts it: a process, its two outputs and its exit code. */

test('the whole job as a script does it, with a training that is killed and goes on', async () => {
  const folder = temporaryFolder();
  const project = join(folder, 'squares');
  const run = async (...args: string[]): Promise<unknown> => {
    const { code, out, err } = await startCommand(folder, [...args, '--json']).ended;
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out.trim().split('\n')).toHaveLength(1);
    return JSON.parse(out);
  };
  await writeSquares(folder, 6);
  await run('new', project);
  expect(await run('import', project, '--images', join(folder, 'images'))).toMatchObject({ images: { imported: 6 } });
  const masks = ['--annotations', join(folder, 'masks'), '--format', 'masks', '--label', 'square'];
  expect(await run('import', project, ...masks)).toMatchObject({
    annotations: { objects: 6, newLabels: ['square'] },
  });

  const settings = ['width=4', 'depth=2', 'patchSize=32', 'batchSize=2', 'checkpointEverySeconds=0'];
  const { child, ended } = startCommand(folder, [
    ...['train', project, '--steps', '40000', '--device', 'cpu', '--json', '--set'],
    ...settings,
    'validateEverySteps=1000',
  ]);
  for await (const line of createInterface({ input: child.stderr as NodeJS.ReadableStream })) {
    if (/\b[1-9]\d* of 40,000 steps/.test(line)) break;
  }
  child.kill('SIGKILL');
  await ended;

  // What goes on is asked to end as a person does, by Ctrl+C: the model so far is kept.
  const resumed = startCommand(folder, ['train', project, '--resume', '--json']);
  let progress = '';
  for await (const piece of resumed.child.stderr as AsyncIterable<Buffer>) {
    progress += piece.toString();
    if (/\b[1-9]\d* of 40,000 steps/.test(progress)) break;
  }
  resumed.child.kill('SIGINT');
  const { code, out } = await resumed.ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ kind: 'train', reason: 'stopped', inUse: true });

  expect(await run('predict', project, '--images', 'all')).toMatchObject({ kind: 'predict', images: 6 });
  expect(await run('evaluate', project, '--split', 'all')).toMatchObject({ report: { images: 6 } });
  const { models } = (await run('models', 'list', project)) as { models: { id: string; name: string }[] };
  expect(models).toMatchObject([{ name: 'Model 1', inUse: true, parent: { kind: 'none' }, trainedOnObjects: 5 }]);
  const compared = await run('models', 'compare', project, 'Model 1', '--split', 'labelled');
  expect(compared).toMatchObject({ counted: 1, models: [{ modelId: models[0]?.id, seen: 5, missing: 0 }] });
  expect(await run('models', 'use', project, 'latest')).toMatchObject({ modelId: models[0]?.id, suggestions: [] });
  const unknown = await startCommand(folder, ['models', 'use', project, 'Model 2', '--json']).ended;
  expect([unknown.code, JSON.parse(unknown.out)]).toMatchObject([1, { error: { code: 'NO_MODEL' } }]);
  const exported = await run('export', project, '--format', 'coco', '--out', join(folder, 'coco'));
  expect(exported).toMatchObject({ objects: 6, images: 6 });
  const coco = JSON.parse(await readFile(join(folder, 'coco', 'annotations.json'), 'utf8')) as {
    annotations: unknown[];
  };
  expect(coco.annotations).toHaveLength(6);
  expect(await run('models', 'delete', project, models[0]?.id ?? '')).toMatchObject({ modelId: models[0]?.id });
  const deleted = await startCommand(folder, ['models', project]).ended;
  expect(deleted.out).toContain('no model yet');
}, 180_000);

test('a training that broke off goes on with other settings, and with none that would change its network', async () => {
  const folder = temporaryFolder();
  const project = join(folder, 'squares');
  const run = (...args: string[]) => startCommand(folder, args).ended;
  const config = async (): Promise<unknown> => {
    const [id = ''] = await readdir(join(project, 'runs'));
    return JSON.parse(await readFile(join(project, 'runs', id, 'config.json'), 'utf8'));
  };
  await writeSquares(folder, 6);
  await run('new', project);
  await run('import', project, '--images', join(folder, 'images'));
  await run('import', project, '--annotations', join(folder, 'masks'), '--format', 'masks', '--label', 'square');

  // So large steps, without anything that holds activations back, that the second loss is no number.
  const hostile = ['learningRate=1', 'warmUpSteps=0', 'normalisation=none'];
  const small = ['width=4', 'depth=2', 'patchSize=32', 'batchSize=2'];
  const broken = await run('train', project, '--steps', '400', '--device', 'cpu', '--set', ...hostile, ...small);
  expect(broken.code).toBe(1);
  expect(broken.err).toContain('lower the learning rate from 1 to 0.25 and go on from the last checkpoint.');
  const goOn = `Go on with: maskwright train "${project}" --resume --set learningRate=0.25\n`;
  expect(broken.out).toBe(`Begins with random weights.\n${goOn}`);

  const refused = await run('train', project, '--resume', '--set', 'width=8');
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err.trim().split('\n')).toEqual([expect.stringContaining('"width"')]);
  expect(await config()).toMatchObject({ learningRate: 1, width: 4, steps: 400 });

  const settings = ['learningRate=0.001', 'batchSize=4'];
  const resumed = await run('train', project, '--resume', '--steps', '30', '--json', '--set', ...settings);
  expect(resumed.code).toBe(0);
  expect(JSON.parse(resumed.out)).toMatchObject({ kind: 'train', reason: 'steps', steps: 30 });
  expect(await config()).toMatchObject({ learningRate: 0.001, batchSize: 4, width: 4, steps: 30 });
  expect(await readdir(join(project, 'runs'))).toHaveLength(1);
}, 120_000);

test.each([
  ['a project that is not there', ['evaluate', '/nowhere'], 'There is no Maskwright project in "/nowhere".'],
  [
    'a training without anything to resume',
    ['train', 'PROJECT', '--resume'],
    'No training of this project was interrupted.',
  ],
  [
    'a file that is no COCO file',
    ['import', 'PROJECT', '--annotations', 'NOTE', '--format', 'coco'],
    'is not valid JSON.',
  ],
])(
  '%s is said in one line, with exit code 1',
  async (_name, args, sentence) => {
    const folder = temporaryFolder();
    const [project, note] = [join(folder, 'empty'), join(folder, 'note.json')];
    await writeFile(note, 'no json');
    await startCommand(folder, ['new', project]).ended;
    const given = args.map((arg) => arg.replace('PROJECT', project).replace('NOTE', note));
    const { code, out, err } = await startCommand(folder, [...given, '--json']).ended;
    const lines = err
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('['));
    expect([code, lines.length]).toEqual([1, 1]);
    expect(lines[0]).toContain(sentence);
    expect(JSON.parse(out)).toMatchObject({ error: { message: expect.stringContaining(sentence) as string } });
  },
  60_000,
);
