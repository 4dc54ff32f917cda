import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The success criteria of levels A and AA that a program can check. */
const criteria = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const bothThemes = ['dark', 'light'] as const;
type Theme = (typeof bothThemes)[number];

/** What a theme can change; all the rest is the same in both. */
const coloured = ['color-contrast', 'link-in-text-block'];

/** Looks for faults in what is shown now; the page must follow the theme of the system. */
export async function expectAccessible(page: Page, what: string, themes: readonly Theme[] = bothThemes): Promise<void> {
  // A pointer on a control would show its look under the pointer.
  await page.mouse.move(0, 0);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    // There are no frames, and the usual mode needs a second page, which the desktop window cannot open.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const chosen = theme === 'dark' ? axe.withTags(criteria) : axe.withRules(coloured);
    const { violations } = await chosen.analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)}\n${failureSummary ?? ''}`),
    );
    expect.soft(faults, `${what}, ${theme}`).toEqual([]);
  }
}

/** Every theme can be had from then on without a menu that would close what is open. */
export async function followSystemTheme(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('maskwright.theme', 'system'));
  await page.reload();
}
