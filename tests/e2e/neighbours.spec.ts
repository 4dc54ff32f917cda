import { geometryArea } from '../../app/geometry/measure.ts';
import { expect, test } from './fixtures.ts';
import { openLabellingDesk, roundedRings } from './labellingDesk.ts';

test('a rectangle keeps off what another has, the choice outlives a reload, and undo brings both back', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  const areas = async () =>
    (await desk.stored()).annotations.map(({ geometry }) => Math.round(geometryArea(geometry) / 500));
  await page.keyboard.press('m');
  await desk.drag([
    [100, 60],
    [200, 160],
  ]);
  await page.getByTestId('neighbour-rule').selectOption('keepOff');
  await page.reload();
  await expect(page.getByTestId('status')).toContainText('%');
  await page.keyboard.press('m');
  await expect(page.getByTestId('neighbour-rule')).toHaveValue('keepOff');
  await desk.drag([
    [50, 60],
    [150, 160],
  ]);
  await expect(desk.rows).toHaveCount(2);
  await desk.saved();
  expect(await areas()).toEqual([20, 10]);
  await desk.drag([
    [120, 80],
    [140, 100],
  ]);
  await expect(page.getByText('Nothing was drawn: other objects have all of these places')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByTestId('neighbour-rule')).toHaveValue('takeOver');
  await desk.drag([
    [150, 60],
    [180, 160],
  ]);
  await desk.saved();
  expect((await areas()).toSorted((a, b) => a - b)).toEqual([6, 10, 14]);
  await page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(2);
  await desk.saved();
  expect(await areas()).toEqual([20, 10]);
});

test('an outline follows the border of its neighbour vertex by vertex, and is pasted in place', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await page.keyboard.press('m');
  await desk.drag([
    [100, 60],
    [200, 160],
  ]);
  await page.keyboard.press('p');
  await page.keyboard.press('j');
  await expect(page.getByTestId('snapping')).toBeChecked();
  await desk.click([101, 61]);
  await desk.click([199, 161], 'Shift');
  await desk.click([40, 200]);
  await page.keyboard.press('Enter');
  await expect(desk.rows).toHaveCount(2);
  await desk.saved();
  const [first, second] = (await desk.stored()).annotations;
  if (first === undefined || second === undefined) throw new Error('Two objects should be stored.');
  const own = new Set(roundedRings(second)[0]);
  expect(roundedRings(first)[0]?.every((value) => own.has(value))).toBe(true);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Control+v');
  await expect(desk.rows).toHaveCount(4);
  await desk.saved();
  const geometries = (await desk.stored()).annotations.map(({ geometry }) => geometry);
  expect(geometries.filter((geometry) => JSON.stringify(geometry) === JSON.stringify(second.geometry)).length).toBe(3);
});
