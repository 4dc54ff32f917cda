import { annotationRecord } from '../fixtures/records.ts';
import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('lengths are measured and cleared; rulers and minimap help to see where one is', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const last = page.getByTestId('last-measurement');
  await page.keyboard.press('q');
  await desk.drag([
    [20, 20],
    [50, 60],
  ]);
  await expect(last).toContainText('50 px');
  await desk.drag(
    [
      [100, 100],
      [160, 104],
    ],
    'Shift',
  );
  await expect(last).toContainText('direction 0°');
  await desk.drag(
    [
      [160, 100],
      [100, 40],
    ],
    'Shift',
  );
  await expect(last).toContainText('angle 45°');
  await page.keyboard.press('v');
  await page.keyboard.press('q');
  await expect(page.getByTestId('clear-measurements')).toContainText('3');
  await page.keyboard.press('Escape');
  await expect(last).not.toContainText('px');
  expect((await desk.stored()).annotations).toEqual([]);

  await page.keyboard.press('Shift+R');
  await expect(page.getByTestId('ruler-across')).toBeVisible();
  const minimap = page.getByTestId('minimap');
  await expect(minimap).toHaveCount(0);
  for (let presses = 0; presses < 10; presses++) await page.keyboard.press('+');
  await expect(minimap).toBeVisible();
  await minimap.click({ position: { x: 2, y: 2 } });
  const canvas = page.getByTestId('canvas');
  await expect.poll(async () => Number(await canvas.getAttribute('data-offset-x'))).toBeGreaterThan(0);
  await page.getByTestId('view-menu').click();
  await page.getByTestId('show-minimap').click();
  await page.keyboard.press('Escape');
  await expect(minimap).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('ruler-across')).toBeVisible();
  await expect(minimap).toHaveCount(0);
});

test('suggestions are compared with accepted objects on the image', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const panel = page.getByTestId('comparison');
  await page.keyboard.press('Shift+K');
  await expect(panel).toContainText('There are no suggestions on this image.');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  const [label] = await desk.labels();
  const { image } = await desk.stored();
  const objectAt = (id: string, x: number) => {
    const outline = [x, 40, x + 40, 40, x + 40, 80, x, 80];
    const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
    return annotationRecord(id, image.id, label?.id ?? '', { geometry });
  };
  const suggestion = { ...objectAt('suggestion', 60), status: 'suggested', score: 0.9 } as const;
  const records = [objectAt('truth', 40), suggestion];
  await desk.commit(records.map((after) => ({ table: 'annotations', before: null, after })));
  await expect(desk.rows).toHaveCount(2);
  await page.keyboard.press('Shift+K');
  await expect(page.getByTestId('difference-table')).toContainText('0.333');
  await page.keyboard.press('k');
  const side = page.getByTestId('shown-side');
  await expect(side).toHaveText('Suggestions');
  await expect(side).toHaveText('Accepted objects');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});
