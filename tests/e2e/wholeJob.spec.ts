import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** The whole job as a newcomer does it: label, fine-tune, let the model suggest, accept, export, read the file. */

interface CocoFile {
  readonly images: readonly { readonly id: number; readonly file_name: string }[];
  readonly annotations: readonly {
    readonly id: number;
    readonly image_id: number;
    readonly area: number;
    readonly segmentation: unknown;
  }[];
  readonly categories: readonly { readonly name: string }[];
}

async function canvasCentre(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.getByTestId('canvas').boundingBox();
  if (!box) throw new Error('The canvas is not on the page.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a newcomer does the whole job on the sample project', async ({ studio: { page, host } }, testInfo) => {
  test.setTimeout(10 * 60_000);
  const keep = (name: string): Promise<Buffer> => page.screenshot({ path: testInfo.outputPath(`${name}.png`) });

  await page.getByTestId('sample-project').click();
  await expect(page.getByTestId('filmstrip-item').first()).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('filmstrip-filter').selectOption('toDo');
  await page.getByTestId('filmstrip-item').first().click();
  await expect(page.getByTestId('object-row')).toHaveCount(0);

  // A polygon, closed by Enter, and a brush mask beside it.
  const centre = await canvasCentre(page);
  await page.getByTestId('tool-polygon').click();
  for (const [dx, dy] of [
    [-150, -60],
    [-60, -60],
    [-60, 40],
    [-150, 40],
  ] as const) {
    await page.mouse.click(centre.x + dx, centre.y + dy);
  }
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('object-row')).toHaveCount(1);
  await page.getByTestId('label-crystal').click();
  await page.getByTestId('tool-brush').click();
  await page.keyboard.press('n');
  await page.mouse.move(centre.x + 40, centre.y);
  await page.mouse.down();
  await page.mouse.move(centre.x + 140, centre.y + 30, { steps: 12 });
  await page.mouse.up();
  await expect(page.getByTestId('object-row')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('object-row')).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByTestId('object-row')).toHaveCount(2);
  await expect(page.getByTestId('saving')).toHaveText(/saved/i);
  await keep('labelled');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('object-row')).toHaveCount(0);

  // Fine-tune until the first scores are there; stopping keeps the best model.
  await page.getByTestId('open-train').click();
  await page.getByTestId('training-device').selectOption('cpu');
  await page.getByTestId('start-training').click();
  await expect(page.getByTestId('run-preview')).toBeVisible({ timeout: 240_000 });
  await keep('training');
  await page.getByTestId('stop-training').click();
  await expect(page.getByTestId('label-rest')).toBeVisible({ timeout: 120_000 });
  await keep('trained');

  // Let it label the rest, and accept what it found.
  await page.getByTestId('label-rest').click();
  await page.getByTestId('jobs').click();
  await expect(page.getByTestId('review-suggestions')).toBeVisible({ timeout: 240_000 });
  await page.getByTestId('review-suggestions').click();
  await page.getByTestId('open-label').click();
  await page.getByTestId('filmstrip-filter').selectOption('suggested');
  await page.getByTestId('filmstrip-item').first().click();
  await expect(page.getByTestId('suggestions')).toBeVisible();
  await keep('suggestions');
  const before = await page.getByTestId('object-row').count();
  expect(before).toBeGreaterThan(0);
  // So young a model is sure of nothing.
  await page.getByTestId('score').fill('0');
  await page.getByTestId('accept-suggestions').click();
  await expect(page.getByTestId('suggestions')).toBeHidden();

  // Export, and read the file as any other program would.
  await page.getByTestId('open-data').click();
  await page.getByTestId('export-coco').click();
  const folder = join(host.home, 'coco');
  await page.getByTestId('export-folder').fill(folder);
  await page.getByTestId('start-export').click();
  const file = join(folder, 'annotations.json');
  await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 60_000 }).not.toBe('');
  const coco = JSON.parse(await readFile(file, 'utf8')) as CocoFile;
  expect(coco.categories.map(({ name }) => name)).toEqual(['cell', 'crystal']);
  expect(coco.images).toHaveLength(23);
  expect(coco.annotations.map(({ id }) => id)).toEqual(coco.annotations.map((_, index) => index + 1));
  expect(coco.annotations.every(({ area, segmentation }) => area > 0 && segmentation)).toBe(true);
  await keep('exported');

  // What the model got wrong: an error leads to its place on the image.
  await page.getByTestId('open-models').click();
  await page.getByTestId('evaluate-split').selectOption('all');
  await page.getByTestId('evaluate').click();
  await expect(page.getByTestId('evaluation-summary')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('precision-recall')).toBeVisible();
  await expect(page.getByTestId('confusion-matrix').locator('tbody tr')).toHaveCount(3);
  await page.getByTestId('evaluation-error').first().click();
  await expect(page.getByTestId('error-place')).toBeVisible();
  await expect(page.getByTestId('canvas')).toBeVisible();
  await keep('error');
});
