import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from './fixtures.ts';

const size = { width: 40, height: 30 };

async function writePicture(file: string, shade: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await sharp({ create: { ...size, channels: 3, background: { r: shade, g: 60, b: 90 } } })
    .png()
    .toFile(file);
}

/** A grey mask with one square of `value` for every place in `lefts`. */
async function writeMask(file: string, value: number, lefts: readonly number[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const pixels = new Uint8Array(size.width * size.height);
  for (const left of lefts) {
    for (let row = 5; row < 15; row++) {
      for (let column = left; column < left + 8; column++) pixels[row * size.width + column] = value;
    }
  }
  await sharp(pixels, { raw: { ...size, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(file);
}

test.skip(({ electronPath }) => electronPath !== null, 'the desktop shows its own dialog for files');

test('masks are imported with labels by folder and by pixel value, and the result says all', async ({
  studio: { page, host },
}) => {
  const folder = join(host.home, 'tiles');
  await writePicture(join(folder, 'images', 'a.png'), 10);
  await writePicture(join(folder, 'images', 'b.png'), 90);
  await writePicture(join(folder, 'images', 'c.png'), 170);
  await writeMask(join(folder, 'masks', 'cracks', 'a.png'), 255, [2, 20]);
  await writeMask(join(folder, 'masks', 'holes', 'b.png'), 255, [2]);
  await writeMask(join(folder, 'masks', 'holes', 'c.png'), 255, []);
  await writeMask(join(folder, 'masks', 'holes', 'elsewhere.png'), 255, [2]);
  await writeMask(join(folder, 'values', 'c.png'), 7, [2, 20]);

  const choose = async (path: string): Promise<void> => {
    await page.getByTestId('picker-path').fill(dirname(path));
    await page.getByTestId('picker-path').press('Enter');
    await page
      .getByTestId('picker-entry')
      .filter({ hasText: basename(path) })
      .click();
    await page.getByTestId('picker-confirm').click();
  };
  await page.getByTestId('new-project').click();
  await page.getByTestId('create-project').click();
  await page.getByTestId('import-images').click();
  await page.getByTestId('choose-images').click();
  await choose(join(folder, 'images'));
  await page.getByTestId('start-import').click();
  const summary = page.getByTestId('data-summary');
  await expect(summary).toHaveText('3 images, 0 objects, 0 done');

  const dialog = page.getByTestId('import-annotations-dialog');
  const start = page.getByTestId('start-import');
  await page.getByTestId('import-annotations').click();
  await dialog.getByText('Mask images').click();
  await dialog.getByText('Labels by folder').click();
  await page.getByTestId('choose-annotations').click();
  await choose(join(folder, 'masks'));
  await expect(start).toBeDisabled();
  await page.getByTestId('add-mask-folders').click();
  await expect(page.getByTestId('mask-key')).toHaveCount(2);
  await page.getByTestId('mask-key-label').first().fill('Crack');
  await start.click();
  await expect(summary).toHaveText('3 images, 3 objects, 1 done');
  const newest = page.getByTestId('job').first();
  await expect(newest).toContainText('3 objects on 2 images imported.');
  await expect(newest).toContainText('1 image is said to have no objects');
  await expect(newest).toContainText('New labels: Crack, holes.');
  await newest.getByTestId('refusals').click();
  await expect(newest.getByTestId('refusal')).toContainText('holes/elsewhere.png');

  // The same once more: nothing is added twice.
  await page.getByTestId('import-annotations').click();
  await dialog.getByText('Mask images').click();
  await page.getByTestId('mask-label').fill('holes');
  await page.getByTestId('choose-annotations').click();
  await choose(join(folder, 'masks', 'holes'));
  await start.click();
  await expect(page.getByTestId('job').first()).toContainText('1 object was there already');

  await page.getByTestId('import-annotations').click();
  await dialog.getByText('Mask images').click();
  await dialog.getByText('Labels by pixel value').click();
  await page.getByTestId('choose-annotations').click();
  await choose(join(folder, 'values'));
  await page.getByTestId('mask-key').fill('x');
  await page.getByTestId('mask-key-label').fill('Dent');
  await expect(dialog.getByRole('alert')).toHaveText('Use a whole number such as 3, or a colour such as #ff0080.');
  await expect(start).toBeDisabled();
  await page.getByTestId('mask-key').fill('7');
  await page.getByTestId('add-mask-label').click();
  await expect(page.getByTestId('mask-key').nth(1)).toBeFocused();
  await page.keyboard.type('007');
  await expect(dialog.getByRole('alert')).toHaveText('This one has a label already.');
  await page.getByRole('button', { name: 'Remove this line' }).last().click();
  await start.click();
  await expect(summary).toHaveText('3 images, 5 objects, 1 done');
});
