import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

test('attributes are defined, set on several objects, removed with their values, and brought back by undo', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  await page.keyboard.press('m');
  for (const x of [30, 130]) {
    await desk.drag([
      [x, 40],
      [x + 60, 100],
    ]);
  }
  await expect(rows).toHaveCount(2);

  await page.getByTestId('label-cell').hover();
  await page.getByTestId('attributes-of-cell').click();
  await page.getByTestId('save-attributes').click();
  await expect(page.getByRole('alert')).toHaveText('Give it a name.');
  await page.getByTestId('attribute-name').fill('stage');
  await page.getByTestId('attribute-options').fill('early\nlate');
  await page.getByTestId('save-attributes').click();
  await expect(page.getByTestId('attribute-dialog')).toBeHidden();

  await page.keyboard.press('v');
  await desk.click([60, 70]);
  await page.getByTestId('value-stage').selectOption('late');
  await desk.click([160, 70], 'Shift');
  await expect(page.getByTestId('value-stage').locator('option:checked')).toHaveText('Several values');
  await page.getByTestId('value-stage').selectOption('early');
  await desk.saved();
  const values = async () => (await desk.stored()).annotations.map(({ attributes }) => Object.values(attributes));
  expect(await values()).toEqual([['early'], ['early']]);

  await page.getByTestId('label-cell').hover();
  await page.getByTestId('attributes-of-cell').click();
  await page.getByTestId('remove-attribute').click();
  await page.getByTestId('save-attributes').click();
  await expect.poll(values).toEqual([[], []]);
  await page.keyboard.press('Control+z');
  await expect.poll(values).toEqual([['early'], ['early']]);
});

test('objects are grouped and selected together, an image is tagged and found, and a comment is pinned and resolved', async ({
  studio,
}) => {
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await page.keyboard.press('m');
  for (const x of [30, 130]) {
    await desk.drag([
      [x, 40],
      [x + 60, 100],
    ]);
  }
  await page.keyboard.press('v');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+g');
  await expect(page.getByTestId('object-row-group')).toHaveCount(2);
  await desk.click([300, 200]);
  await desk.click([60, 70]);
  await expect(page.getByRole('option', { selected: true }).and(desk.rows)).toHaveCount(2);
  // A press beside it, or the two would be a double click.
  await desk.click([300, 200]);
  await desk.click([60, 70], 'Alt');
  await expect(page.getByRole('option', { selected: true }).and(desk.rows)).toHaveCount(1);

  await page.getByTestId('new-tag').fill('out of focus');
  await page.getByTestId('new-tag').press('Enter');
  await expect(page.getByTestId('image-tag')).toHaveText('out-of-focus');
  const search = page.getByTestId('filmstrip').getByRole('searchbox');
  await search.fill('#out');
  await expect(page.getByTestId('filmstrip-item')).toHaveCount(1);
  await search.fill('#sharp');
  await expect(page.getByTestId('filmstrip-item')).toHaveCount(0);
  await search.fill('');

  await desk.click([300, 200]);
  await page.keyboard.press('i');
  await desk.click([250, 60]);
  await page.getByTestId('comment-text').fill('Is this one?');
  await page.getByTestId('comment-text').press('Enter');
  await expect(page.getByTestId('comment-pin')).toHaveCount(1);
  await expect(page.getByTestId('open-comments')).toHaveText('1');
  await page.getByTestId('comment-panel').getByTestId('resolve-comment').click();
  await expect(page.getByTestId('open-comments')).toHaveCount(0);
  await desk.saved();
  expect((await desk.stored()).comments).toMatchObject([{ text: 'Is this one?', resolved: true }]);
});
