import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('another language is spoken at once, with the open image, its view and the undo kept', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await page.keyboard.press('m');
  await desk.drag([
    [40, 40],
    [90, 80],
  ]);
  await desk.saved();
  await page.keyboard.press('+');
  const canvas = page.getByTestId('canvas');
  const scale = await canvas.getAttribute('data-scale');
  // A reload would lose it.
  await page.evaluate(() => (document.body.dataset['stayed'] = 'yes'));

  await page.keyboard.press('Control+,');
  await page.getByTestId('setting-language').getByText('简体中文').click();
  await expect(page.getByTestId('settings')).toContainText('设置');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('open-label')).toHaveText('标注');
  await expect(page.locator('body')).toHaveAttribute('data-stayed', 'yes');
  await expect(canvas).toHaveAttribute('data-scale', scale ?? '');
  await expect(desk.rows).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(desk.rows).toHaveCount(0);
});

test('a key that was moved acts and is shown, and the left hand has its tools at the right', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await page.keyboard.press('Control+,');
  await page.getByTestId('settings-search').fill('ellipse');
  const row = page.locator('[data-action="tool.ellipse"]');
  await row.getByTestId('add-key').click();
  await page.keyboard.press('Control+e');
  await expect(row).toContainText('Ctrl');
  await page.getByTestId('settings-search').fill('drawing hand');
  await page.getByTestId('setting-hand').getByText('Left', { exact: true }).click();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('tool-ellipse')).toHaveAttribute('aria-pressed', 'true');
  const tools = await page.getByRole('toolbar').boundingBox();
  const canvas = await page.getByTestId('canvas').boundingBox();
  expect(tools?.x).toBeGreaterThan(canvas?.x ?? Infinity);
});
