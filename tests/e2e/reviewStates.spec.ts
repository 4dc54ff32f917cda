import { expect, test } from './fixtures.ts';

const sampleTimeoutMs = 120_000;

test('an image is reviewed by key and by menu, found again by its state, and undone', async ({ studio: { page } }) => {
  test.setTimeout(2 * sampleTimeoutMs);
  await page.getByTestId('sample-project').click();
  const images = page.getByTestId('filmstrip-item');
  await expect(images.first()).toBeVisible({ timeout: sampleTimeoutMs });
  await page.getByTestId('filmstrip-filter').selectOption('toDo');
  await images.first().click();
  const open = page.locator('[data-testid=filmstrip-item][aria-selected=true]');
  const first = await open.getAttribute('data-image-id');

  // It leaves the list of what is to do, and the next one is the one that followed it.
  await page.keyboard.press('Shift+D');
  await expect(page.getByTestId('image-review')).toHaveValue('needsReview');
  await expect(images.first()).not.toHaveAttribute('data-image-id', String(first));
  const second = await images.first().getAttribute('data-image-id');
  await page.keyboard.press('PageDown');
  await expect(open).toHaveAttribute('data-image-id', String(second));

  await page.getByTestId('filmstrip-filter').selectOption('all');
  await page.keyboard.press('Alt+PageDown');
  await expect(open).toHaveAttribute('data-image-id', String(first));
  await expect(open).toHaveAttribute('data-image-state', 'needsReview');
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByTestId('notice')).toContainText('No other image of those shown needs a review.');

  await open.click({ button: 'right' });
  await page.getByTestId('review-rejected').click();
  await expect(open).toHaveAttribute('data-image-state', 'rejected');
  await page.keyboard.press('Control+Z');
  await expect(open).toHaveAttribute('data-image-state', 'needsReview');

  await page.getByTestId('open-data').click();
  await page.getByTestId('table-filter').selectOption('needsReview');
  await expect(page.getByTestId('image-row')).toHaveCount(1);
  await page.getByTestId('image-row').getByRole('checkbox').click();
  await page.getByTestId('set-review').selectOption('accepted');
  await expect(page.getByTestId('data-summary')).toContainText('11 done');
});
