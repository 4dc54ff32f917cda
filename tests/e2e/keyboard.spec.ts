import type { Locator, Page } from '@playwright/test';
import { fillDesk } from './fillDesk.ts';
import { expect, test } from './fixtures.ts';
import { openLabellingDesk } from './labellingDesk.ts';

/** What is done by keys alone: going everywhere, seeing where one is, and a small job. */

/** More than there are controls in any view. */
const mostStops = 150;

async function hasFocus(control: Locator): Promise<boolean> {
  return (await control.count()) === 1 && (await control.evaluate((element) => element === document.activeElement));
}

async function tabTo(control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < mostStops; stop++) {
    if (await hasFocus(control)) return;
    await control.page().keyboard.press(key);
  }
  await expect(control).toBeFocused();
}

interface Stop {
  readonly what: string;
  readonly faults: readonly string[];
}

/** What has the focus, and what is wrong with it; `null` between the end of the page and its beginning. */
function readStop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    // A ring may be on the label of a control, or on the row that the keys are at.
    const bearers = [element, element.closest('label') ?? element, ...element.querySelectorAll('*')];
    const rings = (): string =>
      bearers
        .flatMap((bearer) => [getComputedStyle(bearer), getComputedStyle(bearer, '::after')])
        .map(({ outline, boxShadow }) => `${outline} ${boxShadow}`)
        .join();
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const isInView = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const isCovered = !(element.closest('label') ?? element).contains(met);
    const focused = rings();
    element.blur();
    const unfocused = rings();
    element.focus({ preventScroll: true });
    const faults = { 'no ring': focused === unfocused, 'out of view': !isInView, covered: isCovered };
    return {
      what: element.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 160),
      faults: Object.entries(faults).flatMap(([fault, has]) => (has ? [fault] : [])),
    };
  });
}

/** Goes on until the page ends; answers every stop, and those with a fault. */
async function goRound(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<{ count: number; faulty: readonly Stop[] }> {
  const faulty: Stop[] = [];
  for (let count = 0; count < mostStops; count++) {
    await page.keyboard.press(key);
    const stop = await readStop(page);
    if (stop === null) return { count, faulty };
    if (stop.faults.length > 0) faulty.push(stop);
    await expect.soft(page.locator(':focus'), stop.what).toHaveAccessibleName(/\S/);
  }
  throw new Error('The focus does not get out of the page.');
}

test('Tab leads through the labelling view and out of it, both ways, and every stop is seen and named', async ({
  studio,
}) => {
  test.setTimeout(120_000);
  const desk = await openLabellingDesk(studio);
  const { page, rows } = desk;
  await fillDesk(desk);
  await page.getByTestId('display-more').locator('summary').click();
  // Beside the pointer Tab goes through the objects, and a key of its own leads away from there.
  await desk.click([300, 200]);
  await page.keyboard.press('Tab');
  await expect(rows.and(page.locator('[aria-selected=true]'))).toHaveCount(1);
  await page.keyboard.press('F6');
  await expect(page.getByTestId('project-menu')).toBeFocused();
  const forwards = await goRound(page, 'Tab');
  expect(forwards.faulty).toEqual([]);
  expect(forwards.count).toBeGreaterThan(60);
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('project-menu')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  const backwards = await goRound(page, 'Shift+Tab');
  expect(backwards.faulty).toEqual([]);
  expect(backwards.count).toBeGreaterThan(60);
});

test('dialogs and menus hold the focus, and give it back to where it was', async ({ studio }) => {
  test.setTimeout(120_000);
  const desk = await openLabellingDesk(studio);
  const { page } = desk;
  await fillDesk(desk);
  await page.keyboard.press('F6');

  const expectHeld = async (dialog: Locator): Promise<void> => {
    await expect(dialog).toBeVisible();
    for (const [key, stops] of [
      ['Tab', 12],
      ['Shift+Tab', 3],
    ] as const) {
      for (let stop = 0; stop < stops; stop++) {
        await page.keyboard.press(key);
        expect.soft(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      }
    }
    // The name that is shown beside a button is a level of its own.
    const tooltip = page.locator('.tooltip');
    if ((await tooltip.count()) > 0) await page.keyboard.press('Escape');
    await expect(tooltip).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  };
  const tool = page.getByTestId('tool-brush');
  await tabTo(tool);
  for (const [key, dialog] of [
    ['?', 'key-sheet'],
    ['Control+k', 'palette'],
    ['Control+,', 'settings'],
  ] as const) {
    await page.keyboard.press(key);
    await expectHeld(page.getByTestId(dialog));
    await expect.soft(tool, dialog).toBeFocused();
  }
  for (const [opener, panel] of [
    ['history', page.getByTestId('history-panel')],
    ['view-menu', page.getByRole('menu')],
    ['jobs', page.getByTestId('jobs-panel')],
  ] as const) {
    await tabTo(page.getByTestId(opener));
    await page.keyboard.press('Enter');
    await expect(panel).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect.soft(page.getByTestId(opener)).toBeFocused();
  }
  await tabTo(page.getByTestId('help-menu'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expectHeld(page.getByTestId('key-sheet'));
  await expect.soft(page.getByTestId('help-menu')).toBeFocused();
  await tabTo(page.getByTestId('attributes-of-cell'));
  await page.keyboard.press('Enter');
  await expectHeld(page.getByRole('dialog'));
  await expect.soft(page.getByTestId('attributes-of-cell')).toBeFocused();
});

test('a small job is done by keys alone', async ({ studio: { page } }) => {
  test.setTimeout(180_000);
  await tabTo(page.getByTestId('sample-project'));
  await page.keyboard.press('Enter');
  const images = page.getByTestId('filmstrip-item');
  await expect(images.first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('status')).toContainText('%');

  // Backwards from the beginning is the strip.
  const open = images.and(page.locator('[aria-selected=true]'));
  await tabTo(open, 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await expect(open).toContainText('002');
  await expect(open).toBeFocused();

  await page.keyboard.press('F6');
  await tabTo(page.getByTestId('tool-rectangle'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('tool-rectangle')).toHaveAttribute('aria-pressed', 'true');
  await tabTo(page.getByTestId('label-crystal'));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('label-crystal')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('v');

  // The order of the rows does not go by labels: this one stays the third.
  const rows = page.getByTestId('object-row');
  await tabTo(page.getByRole('listbox', { name: 'Objects' }));
  const count = await rows.count();
  for (let row = 0; row < 3; row++) await page.keyboard.press('ArrowDown');
  const third = rows.nth(2);
  await expect(third).toHaveAttribute('aria-selected', 'true');
  const label = page.getByTestId('object-label');
  await tabTo(label);
  await page.keyboard.type('cr');
  await expect(third).toContainText('crystal');
  await page.keyboard.press('ArrowUp');
  await expect(third).toContainText('cell');

  await tabTo(page.getByTestId('delete'));
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(count - 1);
  await page.keyboard.press('Control+z');
  await expect(rows).toHaveCount(count);

  // What was focused is gone: Tab goes on from there.
  await page.keyboard.press('Escape');
  const review = page.getByTestId('image-review');
  await tabTo(review);
  await page.keyboard.type('Needs');
  await expect(open).toHaveAttribute('data-image-state', 'needsReview');
  await tabTo(open);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByTestId('review-menu')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('review-done')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('review-menu')).toBeHidden();
  await expect(open).toHaveAttribute('data-image-state', 'done');
  await page.keyboard.press('.');
  await expect(open).toContainText('003');
});
