import { expect, test } from './fixtures.ts';

test('the studio opens on its first screen, isolated and without Node', async ({ studio: { page } }) => {
  await expect(page).toHaveTitle('Maskwright');
  await expect(page.getByRole('button', { name: /sample/i })).toBeVisible();
  const surroundings = await page.evaluate(() => ({
    isolated: crossOriginIsolated,
    node: [typeof Reflect.get(globalThis, 'process'), typeof Reflect.get(globalThis, 'require')],
    token: location.search,
  }));
  expect(surroundings).toEqual({ isolated: true, node: ['undefined', 'undefined'], token: '' });
});
