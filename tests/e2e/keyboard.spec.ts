import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

interface Stop {
  readonly what: string;
  readonly name: string;
  readonly isInView: boolean;
  readonly hasRing: boolean;
}
const sampleTimeoutMs = 120_000;

async function openSample(page: Page): Promise<void> {
  await page.getByTestId('sample-project').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('filmstrip-item').first()).toBeVisible({ timeout: sampleTimeoutMs });
  await expect(page.getByTestId('status')).toContainText('%');
}

/** What has the focus now, and whether one sees and hears it. */
function readStop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const looks = (): string =>
      [element, element.closest('label'), element.parentElement, ...element.querySelectorAll('*')].map((part) => {
        if (part === null) return '';
        const { outlineStyle, outlineColor, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(part);
        return [outlineStyle, outlineColor, outlineWidth, boxShadow, part === element ? backgroundColor : ''].join();
      }).join(' ');
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const focused = looks();
    const { outerHTML } = element;
    const scrolled = [...document.querySelectorAll('*')].filter((one) => one.scrollTop > 0).length;
    element.blur();
    const unfocused = looks();
    element.focus({ preventScroll: true });
    return {
      what: outerHTML.replace(/\s+/g, ' ').slice(0, 150),
      name: element.getAttribute('aria-label') ?? element.innerText,
      isInView: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && width > 0 && height > 0,
      hasRing: focused !== unfocused && scrolled >= 0,
    };
  });
}

test('explore', async ({ studio: { page } }) => {
  test.setTimeout(180_000);
  await openSample(page);
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let i = 0; i < 110; i++) {
      await page.keyboard.press(key);
      const stop = await readStop(page);
      console.log(key, i, JSON.stringify(stop));
    }
  }
});
