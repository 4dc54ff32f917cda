import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeForeignNetwork } from '../fixtures/foreignNetwork.ts';
import { expect, test } from './fixtures.ts';

/** A model of another program, chosen and set up in the training view. */

test.skip(({ electronPath }) => electronPath !== null, 'the desktop shows its own dialog for files');

async function pick(page: Page, folder: string, name: string): Promise<void> {
  // A file may be typed like a folder: it is chosen where it lies.
  await page.getByTestId('picker-path').fill(join(folder, name));
  await page.getByTestId('picker-path').press('Enter');
  await expect(page.getByTestId('picker-entry').filter({ hasText: name })).toHaveAttribute('aria-selected', 'true');
  await page.getByTestId('picker-confirm').click();
}

test('a model of another program shows what will learn, says what is wrong, and trains', async ({
  studio: { page, host },
}, testInfo) => {
  test.setTimeout(6 * 60_000);
  const foreign = join(host.home, 'foreign');
  await writeForeignNetwork(foreign);
  await page.getByTestId('sample-project').click();
  await expect(page.getByTestId('view-label')).toBeVisible({ timeout: 120_000 });
  await page.getByTestId('open-train').click();

  const panel = page.getByTestId('import-model');
  await panel.locator('summary').first().click();
  await page.getByTestId('choose-model').click();
  await pick(page, foreign, 'net.onnx');
  const summary = page.getByTestId('import-summary');
  await expect(summary).toContainText('Takes images 1 x 3 x 64 x 64; 2 layers.');
  await expect(summary).toContainText('A new head for the labels is put behind e.');
  await expect(page.getByTestId('plan-line')).toContainText('Begins with net.onnx.');
  await page.screenshot({ path: testInfo.outputPath('chosen.png') });

  const freeze = panel.locator('[data-setting=freeze] input');
  await freeze.fill('nothing*');
  await freeze.press('Tab');
  await expect(page.getByTestId('import-problem')).toContainText('has no weight or node that "nothing*" names');
  await expect(page.getByTestId('start-training')).toBeDisabled();
  await freeze.fill('stem.*');
  await freeze.press('Tab');
  await expect(summary).toContainText('216 stay as they are');
  await page.getByTestId('cut').selectOption('c');
  await expect(summary).toContainText('put behind c');

  await page.getByTestId('training-device').selectOption('cpu');
  await page.getByTestId('start-training').click();
  await expect(page.getByTestId('run-preview')).toBeVisible({ timeout: 240_000 });
  await page.getByTestId('stop-training').click();
  await expect(page.getByTestId('label-rest')).toBeVisible({ timeout: 120_000 });
  await page.screenshot({ path: testInfo.outputPath('trained.png') });
});
