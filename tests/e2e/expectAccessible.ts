import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The success criteria of levels A and AA that a program can check. */
const criteria = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme can change; all the rest is the same in both. */
const coloured = ['color-contrast', 'link-in-text-block'];

/** Looks for faults in what is shown now, in both themes; the page must follow the system's. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // A pointer on a control would show its look under the pointer.
  await page.mouse.move(0, 0);
  // There are no frames, and the usual mode needs a second page, which the desktop window cannot open.
  const axe = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();
  await showTheme(page, 'dark');
  const dark = await axe().withTags(criteria).analyze();
  await showTheme(page, 'light');
  const light = await axe().withRules(coloured).analyze();
  expect.soft(faultsIn(dark), `${what}, dark`).toEqual([]);
  expect.soft(faultsIn(light), `${what}, light`).toEqual([]);
}

async function showTheme(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
}

function faultsIn({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)}\n${failureSummary ?? ''}`),
  );
}

/** Every theme can be had from then on without a menu that would close what is open. */
export async function followSystemTheme(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('maskwright.theme', 'system'));
  await page.reload();
}
