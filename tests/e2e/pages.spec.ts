import type { Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';

const sampleTimeoutMs = 120_000;

async function openSample(page: Page): Promise<void> {
  await page.getByTestId('sample-project').click();
  await expect(page.getByTestId('view-label')).toBeVisible({ timeout: sampleTimeoutMs });
}

test('from the first screen a sample project leads to every view', async ({ studio: { page } }) => {
  test.setTimeout(2 * sampleTimeoutMs);
  await openSample(page);
  await expect(page.getByTestId('filmstrip-item').first()).toBeVisible();

  await page.getByTestId('open-data').click();
  await expect(page.getByTestId('data-summary')).toContainText('60 images');
  await page.getByTestId('table-search').fill('sample-01');
  await expect(page.getByTestId('image-row')).toHaveCount(10);
  await page.getByTestId('table-search').fill('');

  await page.getByTestId('open-models').click();
  await expect(page.getByTestId('view-models')).toContainText('No model yet');

  await page.getByTestId('open-train').click();
  await expect(page.getByTestId('start-training')).toBeEnabled();
  await expect(page.getByTestId('plan-line')).toContainText('Learns from');
  await page.getByTestId('plan-choices').locator('summary').click();
  await expect(page.getByTestId('plan-choices')).toContainText('Cut-out size');

  // A setting is found by its name, changed, and taken back, by keys alone.
  const form = page.getByTestId('expert-settings');
  await form.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('settings-learning')).not.toHaveAttribute('open');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('find-setting')).toBeFocused();
  await page.keyboard.type('largest size of an update');
  await expect(form.locator('[data-setting]')).toHaveCount(1);
  const rate = form.locator('[data-setting=learningRate] input');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(rate).toBeFocused();
  await page.keyboard.type('0.005');
  await page.keyboard.press('Tab');
  await expect(form.locator('summary').first()).toContainText('1 setting changed');
  await form.getByTestId('reset').focus();
  await page.keyboard.press('Enter');
  await expect(rate).toBeFocused();
  await expect(form.locator('summary').first()).not.toContainText('changed');
});

test('the palette finds commands and images, and the key sheet is made of the same actions', async ({
  studio: { page },
}) => {
  test.setTimeout(2 * sampleTimeoutMs);
  await openSample(page);

  await page.keyboard.press('Control+K');
  await page.keyboard.type('sample-042');
  await expect(page.getByTestId('palette-entry')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('palette')).toBeHidden();
  await expect(page.getByTestId('filmstrip-item').and(page.locator('[aria-selected=true]'))).toContainText('042');

  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('filmstrip-item').and(page.locator('[aria-selected=true]'))).toContainText('043');

  await page.keyboard.press('?');
  const sheet = page.getByTestId('key-sheet');
  await expect(sheet).toContainText('Next image');
  await sheet.getByRole('searchbox').fill('polygon');
  await expect(sheet).toContainText('Polygon');
  await expect(sheet).not.toContainText('Next image');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('Control+K');
  await page.keyboard.type('close project');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('start-screen')).toBeVisible();
  await expect(page.getByTestId('recent-project')).toHaveCount(1);
});

test('marking and removing images in the table are edits that can be undone', async ({ studio: { page } }) => {
  test.setTimeout(2 * sampleTimeoutMs);
  await openSample(page);
  await page.getByTestId('open-data').click();
  const summary = page.getByTestId('data-summary');
  await expect(summary).toContainText('10 done');

  const rows = page.getByTestId('image-row');
  await rows.nth(0).getByRole('checkbox').click();
  await rows
    .nth(4)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(page.getByTestId('selected-count')).toHaveText('5 selected');
  await page.getByRole('button', { name: 'Mark done' }).click();
  await expect(summary).toContainText('15 done');
  await page.keyboard.press('Control+Z');
  await expect(summary).toContainText('10 done');

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(summary).toContainText('55 images');
  await page.getByTestId('notice').getByRole('button', { name: 'Undo' }).click();
  await expect(summary).toContainText('60 images, 200 objects');
});

test.describe('import through the page', () => {
  test.skip(({ electronPath }) => electronPath !== null, 'the desktop shows its own dialog for files');

  test('takes the good images, and lists a broken one with its reason', async ({ studio: { page, host } }) => {
    const scans = join(host.home, 'scans');
    await mkdir(scans, { recursive: true });
    const picture = (shade: number) =>
      sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 60, b: 90 } } })
        .png()
        .toBuffer();
    await writeFile(join(scans, 'first.png'), await picture(10));
    await writeFile(join(scans, 'second.png'), await picture(200));
    await writeFile(join(scans, 'broken.png'), (await picture(90)).subarray(0, 60));

    await page.getByTestId('new-project').click();
    await page.getByTestId('new-project-dialog').locator('input[name=project-name]').fill('Broken scans');
    await page.getByTestId('create-project').click();
    await expect(page.getByTestId('view-data')).toContainText('No images yet');

    await page.getByTestId('import-images').click();
    await page.getByTestId('choose-images').click();
    await page.getByTestId('picker-path').fill(scans);
    await page.getByTestId('picker-path').press('Enter');
    await expect(page.getByTestId('picker-entry')).toHaveCount(3);
    await page.getByTestId('picker-confirm').click();
    await page.getByTestId('start-import').click();

    await expect(page.getByTestId('image-row')).toHaveCount(2);
    await page.getByTestId('jobs').click();
    const job = page.getByTestId('jobs-panel').getByTestId('job');
    await expect(job).toContainText('2 images imported.');
    await job.getByTestId('refusals').click();
    await expect(job.getByTestId('refusal')).toContainText('broken.png');
  });
});
