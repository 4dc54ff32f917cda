import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('what is drawn is measured and reported, and nothing more where that is switched off', async ({ studio }) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  await page.keyboard.press('m');
  for (const left of [20, 120, 220]) {
    await desk.drag([
      [left, 40],
      [left + 60, 100],
    ]);
  }
  await expect(rows).toHaveCount(3);
  await desk.saved();
  await page.getByTestId('open-reports').click();
  await expect(page.getByTestId('work-times')).toContainText('3 objects');
  await expect(page.getByTestId('work-rate')).toContainText('Objects per hour');
  await page.getByTestId('measure-work').uncheck();

  await page.getByTestId('open-label').click();
  await page.keyboard.press('m');
  await desk.drag([
    [20, 140],
    [80, 200],
  ]);
  await expect(rows).toHaveCount(4);
  await desk.saved();
  await page.getByTestId('open-reports').click();
  // Counted, but not among those that a rate is made of.
  await expect(page.getByTestId('work-times')).toContainText('4 objects');
  await expect(page.getByTestId('work-rate')).toContainText(/Objects labelled\s*3/);
});
