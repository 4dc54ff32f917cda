import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startCommand, writeSquares } from '../fixtures/commandLine.ts';
import { expect, test } from './fixtures.ts';

test.skip(({ electronPath }) => electronPath !== null, 'the desktop shows its own dialog for folders');

/** So large steps, without anything that holds activations back, that the second loss is no number. */
const hostile = {
  steps: '200',
  width: '4',
  depth: '2',
  patchSize: '32',
  batchSize: '2',
  learningRate: '1',
  warmUpSteps: '0',
};

async function makeProject(home: string): Promise<string> {
  const project = join(home, 'squares');
  await writeSquares(home, 6);
  const masks = ['--annotations', join(home, 'masks'), '--format', 'masks', '--label', 'square'];
  for (const args of [
    ['new', project],
    ['import', project, '--images', join(home, 'images')],
    ['import', project, ...masks],
  ]) {
    expect(await startCommand(join(home, 'command-line'), args).ended).toMatchObject({ code: 0 });
  }
  return project;
}

async function chooseSettings(page: Page): Promise<void> {
  const form = page.getByTestId('expert-settings');
  await form.locator('summary').first().click();
  for (const [name, value] of Object.entries(hostile)) {
    await form.getByTestId('find-setting').fill(name);
    await form.locator(`[data-setting=${name}] input`).fill(value);
    await form.locator(`[data-setting=${name}] input`).press('Tab');
  }
  await form.getByTestId('find-setting').fill('normalisation');
  await form.locator('[data-setting=normalisation] select').selectOption('none');
  await form.locator('summary').first().click();
}

test('a training whose numbers go astray says so, and goes on by one press with what helps it', async ({
  studio: { page, host },
}, testInfo) => {
  test.setTimeout(5 * 60_000);
  const project = await makeProject(host.home);
  const config = async (): Promise<Record<string, unknown>> => {
    const [run = ''] = await readdir(join(project, 'runs'));
    return JSON.parse(await readFile(join(project, 'runs', run, 'config.json'), 'utf8')) as Record<string, unknown>;
  };
  const keep = (name: string): Promise<Buffer> => page.screenshot({ path: testInfo.outputPath(`${name}.png`) });

  await page.getByTestId('open-project').click();
  await page.getByTestId('picker-path').fill(project);
  await page.getByTestId('picker-path').press('Enter');
  await page.getByTestId('picker-confirm').click();
  await page.getByTestId('open-train').click();
  await page.getByTestId('training-device').selectOption('cpu');
  await chooseSettings(page);
  await page.getByTestId('start-training').click();

  const run = page.getByTestId('run-view');
  await expect(run).toHaveAttribute('data-state', 'interrupted', { timeout: 120_000 });
  await expect(run.getByRole('alert')).toHaveText(
    /^The loss was no longer a number at step \d+: lower the learning rate from 1 to 0\.25 and go on from the last checkpoint\.$/,
  );
  await expect(page.getByTestId('resume-training')).toHaveText('Go on with the same settings');
  expect(await config()).toMatchObject({ learningRate: 1, width: 4 });
  await keep('broken');

  await expect(page.getByTestId('resume-with-remedy')).toHaveText('Go on with learning rate 0.25');
  await page.getByTestId('resume-with-remedy').click();
  await expect(run).toHaveAttribute('data-state', 'finished', { timeout: 240_000 });
  await expect(page.getByTestId('label-rest')).toBeVisible();
  await expect(page.getByTestId('resume-with-remedy')).toBeHidden();
  await expect(run.getByRole('alert')).toBeHidden();
  expect(await readdir(join(project, 'runs'))).toHaveLength(1);
  expect(await config()).toMatchObject({ learningRate: 0.25, width: 4 });
  await keep('finished');
});
