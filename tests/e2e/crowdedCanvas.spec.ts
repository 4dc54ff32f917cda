import sharp from 'sharp';
import { annotationRecord } from '../fixtures/records.ts';
import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('among hundreds of objects an edit changes the picture where it is, and nowhere else', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  const [label] = await desk.labels();
  const { image } = await desk.stored();
  const squares = Array.from({ length: 400 }, (_, index) => {
    const [x, y] = [10 + 12 * (index % 20), 6 + 11 * Math.floor(index / 20)];
    const outline = [x, y, x + 8, y, x + 8, y + 8, x, y + 8];
    const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
    return annotationRecord(`square ${index}`, image.id, label?.id ?? '', { geometry, createdAt: index });
  });
  await desk.commit(squares.map((after) => ({ table: 'annotations', before: null, after })));
  await expect(page.locator('section[aria-label=Objects] header')).toContainText('400');
  const isCoveredAt = async (x: number, y: number): Promise<boolean> => {
    const place = await desk.onPage([x, y]);
    const clip = { x: Math.round(place.x), y: Math.round(place.y), width: 1, height: 1 };
    const { data } = await sharp(await page.screenshot({ clip }))
      .raw()
      .toBuffer({ resolveWithObject: true });
    return data[0] !== data[2];
  };
  const [square, neighbour] = [
    [10 + 12 * 5 + 4.5, 6 + 11 * 5 + 4.5],
    [10 + 12 * 6 + 4.5, 6 + 11 * 5 + 4.5],
  ] as const;
  await expect.poll(() => isCoveredAt(...square)).toBe(true);
  await page.keyboard.press('v');
  await desk.click(square);
  await page.keyboard.press('Delete');
  await desk.hover([300, 230]);
  await expect.poll(() => isCoveredAt(...square)).toBe(false);
  expect(await isCoveredAt(...neighbour)).toBe(true);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await expect.poll(() => isCoveredAt(...square)).toBe(true);
  await page.keyboard.press('-');
  await expect.poll(() => isCoveredAt(...square)).toBe(true);
  await expect(rows.first()).toBeVisible();
});
