import sharp from 'sharp';
import { annotationRecord } from '../fixtures/records.ts';
import { expect, test } from './fixtures.ts';
import { type LabellingDesk, openLabellingDesk } from './labellingDesk.ts';

async function layOutSquares(desk: LabellingDesk): Promise<void> {
  const [label] = await desk.labels();
  const { image } = await desk.stored();
  const squares = Array.from({ length: 400 }, (_, index) => {
    const [x, y] = [10 + 12 * (index % 20), 6 + 11 * Math.floor(index / 20)];
    const outline = [x, y, x + 8, y, x + 8, y + 8, x, y + 8];
    const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
    return annotationRecord(`square ${index}`, image.id, label?.id ?? '', { geometry, createdAt: index });
  });
  await desk.commit(squares.map((after) => ({ table: 'annotations', before: null, after })));
  await expect(desk.page.locator('section[aria-label=Objects] header')).toContainText('400');
}

test('among hundreds of objects an edit changes the picture where it is, and nowhere else', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  await layOutSquares(desk);
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

test('what a pan copied and painted beside it is what a whole painting shows', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await layOutSquares(desk);
  await desk.hover([160, 120]);
  for (let step = 0; step < 6; step++) await page.keyboard.press('+');
  const canvas = page.getByTestId('canvas');
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('The canvas is not on the page.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const inside = { x: box.x + 60, y: box.y + 60, width: box.width - 330, height: box.height - 120 };
  const picture = async (): Promise<Buffer> =>
    sharp(await page.screenshot({ clip: inside }))
      .raw()
      .toBuffer();
  /** Edges that a copy ends in may be a level of grey apart. */
  const differs = (one: Buffer, other: Buffer): boolean =>
    one.some((value, index) => Math.abs(value - (other[index] ?? 0)) > 2);
  /** The picture once it stays as it is: paintings take several frames. */
  const settled = async (): Promise<Buffer> => {
    let last = await picture();
    await expect
      .poll(async () => {
        const before = last;
        last = await picture();
        return before.equals(last);
      })
      .toBe(true);
    return last;
  };
  const pan = async (dx: number, dy: number): Promise<void> => {
    await page.mouse.move(x, y);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(x + dx, y + dy, { steps: 12 });
    await page.mouse.up({ button: 'middle' });
  };
  for (const [dx, dy] of [
    [-310, 0],
    [0, 260],
    [300, -250],
    [-40, -230],
  ] as const) {
    await pan(dx, dy);
    const copied = await settled();
    const isAsCopied = async (): Promise<boolean> => !differs(await picture(), copied);
    await page.getByRole('button', { name: 'Hide all' }).click();
    await expect.poll(isAsCopied).toBe(false);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(isAsCopied).toBe(true);
  }
});
