import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommand, writeSquares } from '../fixtures/commandLine.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

test.runIf(process.platform === 'linux')(
  'a training for which memory is too small goes on by itself with its steps in parts, and says so',
  async () => {
    const folder = temporaryFolder();
    const project = join(folder, 'squares');
    await writeSquares(folder, 4);
    const masks = ['--annotations', join(folder, 'masks'), '--format', 'masks', '--label', 'square'];
    for (const args of [
      ['new', project],
      ['import', project, '--images', join(folder, 'images'), ...masks],
    ]) {
      expect(await startCommand(folder, args).ended).toMatchObject({ code: 0 });
    }
    const settings = ['width=16', 'depth=2', 'patchSize=512', 'batchSize=16', 'validateEverySteps=100', 'threads=1'];
    const training = ['train', project, '--steps', '2', '--device', 'cpu', '--set', ...settings];
    const { code, out, err } = await startCommand(folder, training, 14e6).ended;
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Trained 2 steps');

    const [run = ''] = await readdir(join(project, 'runs'));
    const config = JSON.parse(await readFile(join(project, 'runs', run, 'config.json'), 'utf8')) as {
      batchSize: number;
      batchParts: number;
    };
    expect(config.batchSize).toBe(16);
    expect(config.batchParts).toBeGreaterThan(1);
    expect(out).toContain('Memory ran out, so the training goes on with each step in 2 parts.');
  },
  240_000,
);
