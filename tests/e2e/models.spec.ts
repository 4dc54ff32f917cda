import type { Page } from '@playwright/test';
import { askHost } from './askHost.ts';
import { expect, test } from './fixtures.ts';

/** Two short trainings on the sample project, and what a person does with their models. */

const short = { patchSize: 64, width: 8, depth: 2, batchSize: 2, validateEverySteps: 12 };

async function trainTwice(page: Page): Promise<void> {
  await page.getByTestId('sample-project').click();
  await expect(page.getByTestId('filmstrip-item').first()).toBeVisible({ timeout: 120_000 });
  for (const flips of [true, false]) {
    const { runId } = await askHost<{ runId: string }>(page, 'training/start', {
      ...{ steps: 12, device: 'cpu' },
      config: { ...short, flips },
    });
    const state = () => askHost<{ state: string }>(page, 'training/run', { runId }).then((run) => run.state);
    await expect.poll(state, { timeout: 120_000 }).toBe('finished');
    // The comparison with the model in use comes after the training.
    const running = () =>
      askHost<{ finishedAt: number | null }[]>(page, 'jobs/list').then(
        (jobs) => jobs.filter((job) => job.finishedAt === null).length,
      );
    await expect.poll(running, { timeout: 120_000 }).toBe(0);
  }
}

test('models are compared, rolled back, renamed and deleted, and what changes between them is shown', async ({
  studio: { page },
}, testInfo) => {
  test.setTimeout(10 * 60_000);
  const keep = (name: string): Promise<Buffer> => page.screenshot({ path: testInfo.outputPath(`${name}.png`) });
  const notice = page.getByTestId('notice');
  await trainTwice(page);
  await page.getByTestId('open-models').click();
  const listed = page.getByTestId('model');
  await expect(listed).toHaveCount(2);
  await expect(listed.nth(0)).toContainText('Model 2');

  // The lineage: the second came from the first, with one setting changed.
  await page.keyboard.press('l');
  const rows = page.getByTestId('lineage-row');
  await expect(rows).toHaveCount(2);
  await rows.filter({ hasText: 'Came from Model 1' }).click();
  await expect(page.getByTestId('setting-changes')).toHaveText(/Mirroring\s*Yes → No/);
  await keep('lineage');

  // Side by side on images that neither learnt from; a changed label makes the scores stale.
  await page.keyboard.press('c');
  await page.getByTestId('scored-set').selectOption('test');
  await expect(page.getByTestId('score-notes')).toContainText('10 images are not scored yet');
  await page.getByTestId('score-models').click();
  await expect(page.getByTestId('score-table')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('score-table')).toContainText('Mean Dice');
  await expect(page.getByTestId('score-notes')).toHaveText('On 10 images that none of these models learnt from.');
  await keep('compare');

  // From an image of the table to what changed on it, and to and fro by keys.
  await page.getByTestId('changed-image').first().click();
  const picture = page.getByTestId('difference-picture');
  await expect(picture).toHaveAttribute('data-view', 'difference', { timeout: 60_000 });
  await page.keyboard.press('1');
  await expect(picture).toHaveAttribute('data-view', 'first');
  await page.keyboard.down('Space');
  await expect(picture).toHaveAttribute('data-view', 'second');
  await page.keyboard.up('Space');
  await expect(picture).toHaveAttribute('data-view', 'first');
  await page.getByTestId('flicker-set').selectOption('test');
  await page.getByTestId('find-differences').click();
  await expect(page.getByTestId('flicker-summary')).toContainText('10 images', { timeout: 120_000 });
  await expect(page.getByTestId('flicker-image').first()).toBeVisible();
  await keep('differences');

  // Rollback and back again by undo.
  await page.keyboard.press('m');
  const inUse = listed.filter({ hasText: 'In use' });
  const before = (await inUse.textContent())?.includes('Model 1') ? 'Model 1' : 'Model 2';
  const other = before === 'Model 1' ? 'Model 2' : 'Model 1';
  await listed.filter({ hasText: other }).click();
  await page.getByTestId('use-model').click();
  await expect(inUse).toContainText(other);
  await expect(notice.last()).toContainText(`${other} is in use from now on.`);
  await notice.last().getByRole('button', { name: 'Undo' }).click();
  await expect(inUse).toContainText(before);

  // Another name and a note, by the key.
  await listed.filter({ hasText: 'Model 1' }).click();
  await page.keyboard.press('F2');
  await page.locator('input[name=model-name]').fill('Before the new stain');
  await page.locator('textarea[name=model-note]').fill('Learnt from ten images.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(listed.filter({ hasText: 'Before the new stain' })).toHaveCount(1);
  await expect(page.getByTestId('model-note')).toHaveText('Learnt from ten images.');

  // Deleting names what is lost and what stays; the child keeps its parent, shown as deleted.
  await page.getByTestId('delete-model').click();
  await expect(page.getByTestId('confirm')).toContainText('This frees');
  await expect(page.getByTestId('confirm')).toContainText('Model 2');
  await keep('delete');
  await page.getByTestId('confirm-button').click();
  await expect(listed).toHaveCount(1);
  await expect(notice.last()).toContainText('Before the new stain is deleted');
  await page.keyboard.press('l');
  await expect(rows.nth(0)).toContainText('Came from Before the new stain (deleted)');
  await rows.nth(1).click();
  await expect(page.getByTestId('lineage-details')).toContainText('Deleted on');
});
