import sharp from 'sharp';
import { expect, test } from './fixtures.ts';
import { type LabellingDesk, openLabellingDesk, pixelValue } from './labellingDesk.ts';

/** Red, green and blue of the screen where an image pixel is. */
async function shownAt(desk: LabellingDesk, x: number, y: number): Promise<number[]> {
  const place = await desk.onPage([x + 0.5, y + 0.5]);
  const clip = { x: Math.round(place.x), y: Math.round(place.y), width: 1, height: 1 };
  const { data } = await sharp(await desk.page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

test('a drag with the right button is one gesture that can be left and undone', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const width = page.getByTestId('display-width');
  const dragRight = async (cssPixels: number) => {
    const { x, y } = await desk.onPage([100, 100]);
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'right' });
    await page.mouse.move(x + cssPixels, y, { steps: 5 });
  };
  await dragRight(-160);
  await expect(width).toHaveValue('128');
  await page.keyboard.press('Escape');
  await expect(width).toHaveValue('255');
  await page.mouse.up({ button: 'right' });
  await dragRight(-160);
  await page.mouse.up({ button: 'right' });
  await expect.poll(async () => (await desk.stored()).image.displayWindow).toEqual({ low: 64, high: 192 });
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await desk.stored()).image.displayWindow).toBe(null);
});

test('inversion, gamma and maps change the screen, are kept, and leave the values alone', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const value = pixelValue(101, 100);
  await page.keyboard.press('Control+i');
  await page.mouse.move(0, 0);
  await expect.poll(() => shownAt(desk, 101, 100)).toEqual([255 - value, 255 - value, 255 - value]);
  await page.getByTestId('display-more').locator('summary').click();
  await page.getByTestId('display-map').selectOption('hot');
  await expect.poll(async () => new Set(await shownAt(desk, 101, 100)).size).toBeGreaterThan(1);
  await desk.hover([101.5, 100.5]);
  await expect(page.getByTestId('pixel-value')).toHaveText(`value ${value}`);
  await page.reload();
  await expect(page.getByTestId('status')).toContainText('%');
  await page.getByTestId('display-more').locator('summary').click();
  await expect(page.getByTestId('display-map')).toHaveValue('hot');
  await page.getByTestId('display-reset').click();
  await page.mouse.move(0, 0);
  await expect.poll(() => shownAt(desk, 101, 100)).toEqual([value, value, value]);
});

test('a hidden label cannot be hit, and comes back with the eye', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  await page.keyboard.press('m');
  await desk.drag([
    [40, 40],
    [120, 120],
  ]);
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('v');
  await page.keyboard.press('Escape');
  await page.getByTestId('label-cell').hover();
  await page.getByTestId('show-label-cell').click();
  await desk.click([80, 80]);
  await expect(rows.first()).toHaveAttribute('aria-selected', 'false');
  await page.getByTestId('show-label-cell').click();
  await desk.click([80, 80]);
  await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
});
