import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';

test.skip(({ electronPath }) => electronPath !== null, 'the desktop shows its own dialog for files');

test('an image whose file is gone says so in its place, and is there again once the file is back', async ({
  studio: { page, host },
}) => {
  const scans = join(host.home, 'scans');
  await mkdir(scans, { recursive: true });
  for (const name of ['a', 'b', 'c', 'd']) {
    const background = { r: name.charCodeAt(0), g: 60, b: 90 };
    await sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toFile(join(scans, `${name}.png`));
  }
  await page.getByTestId('new-project').click();
  await page.getByTestId('create-project').click();
  await page.getByTestId('import-images').click();
  await page.getByTestId('choose-images').click();
  await page.getByTestId('picker-path').fill(scans);
  await page.getByTestId('picker-path').press('Enter');
  await expect(page.getByTestId('picker-entry')).toHaveCount(4);
  await page.getByTestId('picker-confirm').click();
  await page.getByTestId('start-import').click();
  await expect(page.getByTestId('image-row')).toHaveCount(4);

  const file = join(scans, 'd.png');
  const bytes = await readFile(file);
  await rm(file);
  const problem = page.getByTestId('picture-problem');
  await page.getByTestId('open-label').click();
  // Its neighbour is loaded ahead, which is no reason to say anything.
  await page.getByTestId('filmstrip-item').nth(2).click();
  await expect(page.getByTestId('filmstrip-item').nth(2)).toHaveAttribute('aria-selected', 'true');
  await expect(problem).toBeHidden();
  await page.getByTestId('filmstrip-item').nth(3).click();
  await expect(problem).toContainText('d.png');
  await page.getByTestId('filmstrip-item').nth(0).click();
  await expect(problem).toBeHidden();
  await page.getByTestId('filmstrip-item').nth(3).click();
  await expect(problem).toBeVisible();
  await writeFile(file, bytes);
  await problem.getByRole('button', { name: 'Try again' }).click();
  await expect(problem).toBeHidden();
  await expect(page.getByTestId('display-auto')).toBeEnabled();
});
