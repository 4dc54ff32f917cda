import { isTfjsMadeFor } from '../../main/engines/installTfjs.ts';
import { expect, test } from './fixtures.ts';

// Nothing answers there, so nothing is fetched.
process.env.npm_config_registry = 'http://127.0.0.1:9';

test('the doctor page says what tfjs lacks, and why it could not be installed', async ({ studio: { page } }) => {
  test.skip(!isTfjsMadeFor(process.platform, process.arch), 'tfjs-node-gpu is not for it');
  test.setTimeout(180_000);
  await page.getByTestId('help-menu').click();
  await page.getByTestId('open-doctor').click();
  const doctor = page.getByTestId('doctor');
  const finding = doctor.getByRole('listitem').filter({ hasText: 'Graphics (tfjs-node-gpu)' });
  await expect(finding).toContainText('is not installed', { timeout: 120_000 });
  await finding.getByRole('button', { name: 'Install', exact: true }).click();
  await expect(finding.getByRole('alert')).toContainText('could not be fetched from http://127.0.0.1:9');
  await expect(finding.getByRole('button', { name: 'Install', exact: true })).toBeEnabled();
});

test('the doctor page measures how fast devices train, and keeps it', async ({ studio: { page } }) => {
  test.setTimeout(240_000);
  const openDoctor = async (): Promise<void> => {
    await page.getByTestId('help-menu').click();
    await page.getByTestId('open-doctor').click();
  };
  await openDoctor();
  const doctor = page.getByTestId('doctor');
  const processor = doctor.getByRole('listitem').filter({ hasText: 'Processor' });
  const start = processor.getByRole('button', { name: 'Test speed' });
  await start.click({ timeout: 120_000 });
  await expect(processor.getByRole('progressbar')).toBeVisible();
  await doctor.getByRole('button', { name: 'Stop' }).click();
  await expect(start).toBeEnabled({ timeout: 30_000 });
  await expect(processor.getByTestId('speed')).toHaveCount(0);

  await start.click();
  await expect(processor.getByTestId('speed')).toContainText('training steps/s', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await openDoctor();
  await expect(processor.getByTestId('speed')).toContainText('cut-outs/s', { timeout: 120_000 });
});
