import { geometryArea } from '../../app/geometry/measure.ts';
import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('rectangles and ellipses are drawn, combined and split along a line, each taken back by one undo', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  const areas = async () => {
    await desk.saved();
    return (await desk.stored()).annotations.map(({ geometry }) => Math.round(geometryArea(geometry)));
  };
  await page.keyboard.press('m');
  await desk.drag([
    [30, 30],
    [120, 100],
  ]);
  await expect(rows).toHaveCount(1);
  await page.keyboard.press('l');
  await desk.drag([
    [90, 60],
    [180, 130],
  ]);
  await page.keyboard.press('t');
  await desk.drag([
    [200, 40],
    [260, 40],
  ]);
  await desk.hover([230, 90]);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('Escape');
  await desk.drag([
    [200, 40],
    [260, 40],
  ]);
  await desk.click([230, 90]);
  await expect(rows).toHaveCount(3);
  const [rectangle = 0, ellipse = 0, turned] = await areas();
  expect([rectangle, turned]).toEqual([90 * 70, 60 * 50]);
  expect(Math.abs(ellipse - Math.PI * 45 * 35)).toBeLessThan(45);

  await page.keyboard.press('v');
  await desk.click([40, 40]);
  await desk.click([170, 95], 'Shift');
  await page.getByRole('button', { name: /^Intersect/ }).click();
  await expect(rows).toHaveCount(2);
  const [common = 0] = await areas();
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(3);
  await desk.click([40, 40]);
  await desk.click([170, 95], 'Shift');
  await page.keyboard.press('Shift+U');
  await expect(rows).toHaveCount(2);
  const [united = 0] = await areas();
  expect(Math.abs(united + common - rectangle - ellipse)).toBeLessThanOrEqual(2);

  await desk.click([230, 60]);
  await page.keyboard.press('c');
  await desk.drag([
    [230, 20],
    [230, 120],
  ]);
  await expect(rows).toHaveCount(3);
  expect((await areas()).filter((area) => area === 30 * 50)).toHaveLength(2);

  for (let gesture = 0; gesture < 5; gesture++) await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(0);
  for (let gesture = 0; gesture < 5; gesture++) await page.keyboard.press('Control+y');
  await expect(rows).toHaveCount(3);
});

test('every tool shows in windows of 1,280 by 720 and 1,440 by 900 pixels', async ({ studio }) => {
  const { page } = await openLabellingDesk(studio);
  for (const size of [
    { width: 1280, height: 720 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    const bar = await page
      .locator('.tool-bar')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
    expect(bar).toBe(0);
  }
});
