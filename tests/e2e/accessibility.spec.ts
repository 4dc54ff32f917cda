import type { Page } from '@playwright/test';
import { askHost } from './askHost.ts';
import { bothThemes, expectAccessible, followSystemTheme } from './expectAccessible.ts';
import { fillDesk } from './fillDesk.ts';
import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

/** Names, roles, states and contrast of all that is shown, by the rules of axe. */

const languages = ['English', '简体中文'] as const;

async function chooseLanguage(page: Page, language: (typeof languages)[number]): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByTestId('setting-language').getByText(language).click();
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'zh-CN');
}

test('the labelling view has no fault with its panels, menus and dialogs open, in either language', async ({
  studio,
}) => {
  test.setTimeout(180_000);
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  await fillDesk(desk);
  await followSystemTheme(page);
  await expect(rows).toHaveCount(3);
  // A hidden label and its objects are faint.
  await page.getByTestId('label-cell').hover();
  await page.getByTestId('show-label-cell').click();
  await expectAccessible(page, 'a hidden label');
  await page.getByTestId('show-label-cell').click();
  for (const language of languages) {
    await chooseLanguage(page, language);
    // Another language changes names, and no colours.
    const themes = language === 'English' ? bothThemes : (['dark'] as const);
    const expectNoFault = (what: string): Promise<void> => expectAccessible(page, `${what} in ${language}`, themes);
    await rows.last().click();
    await page.getByTestId('comment-pin').first().click();
    await page.getByTestId('display-more').locator('summary').click();
    await expectNoFault('an object with all panels');

    await page.keyboard.press('Escape');
    await page.getByTestId('view-menu').click();
    await expectNoFault('the view menu');
    await page.getByTestId('show-difference').click();
    await expect(page.getByTestId('comparison')).toBeVisible();
    await page.getByTestId('history').click();
    await expect(page.getByTestId('history-row').first()).toBeVisible();
    await expectNoFault('comparison and history');
    await page.keyboard.press('Escape');
    await page.getByTestId('stop-comparing').click();

    await page.getByTestId('filmstrip-item').click({ button: 'right' });
    await expect(page.getByTestId('review-menu')).toBeVisible();
    await expectNoFault('the review menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expectNoFault('the key sheet');
    await page.keyboard.press('Escape');
  }
});

test('the dialogs of the labelling view and the report of the work there have no fault', async ({ studio }) => {
  test.setTimeout(180_000);
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await fillDesk(desk);
  await followSystemTheme(page);
  await page.getByTestId('label-cell').hover();
  await page.getByTestId('attributes-of-cell').click();
  await expectAccessible(page, 'attributes of a label');
  await page.keyboard.press('Escape');
  await page.getByTestId('label-crystal').dblclick();
  await expect(page.getByTestId('label-name')).toBeFocused();
  await expectAccessible(page, 'a label that is edited');
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await page.keyboard.press('Control+k');
  await expectAccessible(page, 'the palette beside the options of the brush');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+,');
  await expectAccessible(page, 'the settings');
  await page.getByTestId('settings-keys').click();
  await page.getByTestId('add-key').first().click();
  await expectAccessible(page, 'the settings of keys while one is recorded');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  await page.keyboard.press('m');
  await desk.drag([
    [20, 140],
    [80, 200],
  ]);
  await desk.saved();
  await page.getByTestId('open-reports').click();
  await expect(page.getByTestId('work-rate')).toBeVisible();
  await expectAccessible(page, 'a report');
});

test('the pages of a project and their dialogs have no fault', async ({ studio: { page }, electronPath }) => {
  test.setTimeout(240_000);
  await followSystemTheme(page);
  await expectAccessible(page, 'the start page');
  await page.getByTestId('new-project').click();
  await expectAccessible(page, 'a new project');
  await page.keyboard.press('Escape');
  // The desktop shows its own dialog for files.
  if (electronPath === null) {
    await page.getByTestId('open-project').click();
    await expect(page.getByTestId('picker-entry').first()).toBeVisible();
    await expectAccessible(page, 'the choice of a folder');
    await page.keyboard.press('Escape');
  }
  await page.getByTestId('help-menu').click();
  await expectAccessible(page, 'the help menu');
  await page.getByTestId('open-doctor').click();
  await expect(page.getByTestId('doctor').getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page, 'the doctor');
  await page.keyboard.press('Escape');
  await page.getByTestId('sample-project').click();
  await expect(page.getByTestId('filmstrip-item').first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('getting-started')).toBeVisible();

  await page.getByTestId('open-data').click();
  await expectAccessible(page, 'the data page');
  await page.getByTestId('image-row').first().getByRole('checkbox').click();
  await expectAccessible(page, 'the data page with a selected image');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByTestId('notice')).toBeVisible();
  await expectAccessible(page, 'a notice');
  await page.getByTestId('notice').getByRole('button', { name: 'Undo' }).click();
  for (const dialog of ['import-images', 'import-annotations', 'export-coco']) {
    await page.getByTestId(dialog).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, `the dialog ${dialog}`);
    await page.keyboard.press('Escape');
  }

  await page.getByTestId('open-train').click();
  await expect(page.getByTestId('start-training')).toBeEnabled();
  await page.getByTestId('plan-choices').locator('summary').click();
  await expectAccessible(page, 'the training page');
  await page.getByTestId('open-search').click();
  await expectAccessible(page, 'a new search');
  await page.keyboard.press('Escape');

  await trainShortly(page);
  await page.getByTestId('run').click();
  await expect(page.getByTestId('label-rest')).toBeVisible();
  await expectAccessible(page, 'a finished training');
  await page.getByRole('slider', { name: 'Loss' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('curve-reading').locator('dd').first()).toHaveText('1');
  await page.keyboard.press('End');
  await expect(page.getByTestId('curve-reading').locator('dd').first()).toHaveText('12');
  await page.getByTestId('jobs').click();
  await expectAccessible(page, 'the jobs');
  await page.keyboard.press('Escape');

  await page.getByTestId('open-models').click();
  await page.getByTestId('evaluate').click();
  await expect(page.getByTestId('evaluation-summary')).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, 'an evaluated model');
  await page.getByTestId('export-model').click();
  await expectAccessible(page, 'the export of a model');
  await page.keyboard.press('Escape');
  await page.getByTestId('delete-model').click();
  await expectAccessible(page, 'the removal of a model');
  await page.keyboard.press('Escape');
  for (const key of ['l', 'c', 'd', 'g']) {
    await page.keyboard.press(key);
    await expectAccessible(page, `the models page after ${key}`);
  }

  await page.getByTestId('open-reports').click();
  await expectAccessible(page, 'a report without work');
});

async function trainShortly(page: Page): Promise<void> {
  const config = { patchSize: 64, width: 8, depth: 2, batchSize: 2, validateEverySteps: 12 };
  const { runId } = await askHost<{ runId: string }>(page, 'training/start', { steps: 12, device: 'cpu', config });
  const state = (): Promise<string> =>
    askHost<{ state: string }>(page, 'training/run', { runId }).then((run) => run.state);
  await expect.poll(state, { timeout: 120_000 }).toBe('finished');
}
