import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

const sampleTimeoutMs = 120_000;

const steps = ['import', 'label', 'train', 'predict', 'correct', 'export'];

/** Names of the steps that carry their tick. */
async function doneSteps(page: Page): Promise<string[]> {
  const ticks = await Promise.all(
    steps.map((step) => page.getByTestId(`start-step-${step}`).getAttribute('data-done')),
  );
  return steps.filter((_, index) => ticks[index] === 'true');
}

test('the guide ticks what is done, leads to each step, and stays away once it is put away', async ({
  studio: { page, host },
}) => {
  test.setTimeout(2 * sampleTimeoutMs);
  const guide = page.getByTestId('getting-started');

  // A fresh project begins with the first step.
  await page.getByTestId('new-project').click();
  await page.getByTestId('create-project').click();
  await expect(guide).toContainText('PNG, JPEG');
  expect(await doneSteps(page)).toEqual([]);
  await page.getByTestId('open-train').click();
  await page.getByTestId('start-step-import').click();
  await expect(page.getByTestId('import-images-dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('close project');
  await page.keyboard.press('Enter');

  // The sample comes with labelled images.
  await page.getByTestId('sample-project').click();
  await expect(page.getByTestId('view-label')).toBeVisible({ timeout: sampleTimeoutMs });
  await expect.poll(() => doneSteps(page)).toEqual(['import', 'label']);
  await expect(page.getByTestId('start-step-train')).toHaveAttribute('aria-current', 'step');

  await page.getByTestId('start-step-export').click();
  await page.getByTestId('export-folder').fill(join(host.home, 'coco'));
  await page.getByTestId('start-export').click();
  await expect.poll(() => doneSteps(page)).toEqual(['import', 'label', 'export']);
  await page.reload();
  await expect.poll(() => doneSteps(page)).toEqual(['import', 'label', 'export']);

  await page.getByTestId('dismiss-getting-started').click();
  await expect(guide).toBeHidden();
  await page.reload();
  await expect(page.getByTestId('view-data')).toBeVisible();
  await expect(guide).toBeHidden();
  await page.getByTestId('help-menu').click();
  await page.getByTestId('show-getting-started').click();
  await expect.poll(() => doneSteps(page)).toEqual(['import', 'label', 'export']);
});
