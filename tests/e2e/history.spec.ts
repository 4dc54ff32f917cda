import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('the history lists gestures, and jumps in it by keys undo and redo several at once', async ({ studio }) => {
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

  await page.keyboard.press('Control+h');
  const gestures = page.getByTestId('history-row');
  // Three rectangles, two labels, and the state before all.
  await expect(gestures).toHaveCount(6);
  await expect(gestures.first()).toContainText('Present state');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(gestures.nth(2)).toContainText('Present state');
  await expect(gestures.first()).toHaveAttribute('data-undone', 'true');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(3);
  await page.getByTestId('history-this-image').check();
  await expect(gestures).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(gestures).toHaveCount(0);
});
