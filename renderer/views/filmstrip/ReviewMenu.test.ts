import { createRawSnippet, flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ImageSummary } from '../../../app/contract/views.ts';
import { imageRecord, noCounts } from '../../../tests/fixtures/records.ts';
import { imageActions } from '../../actions/imageActions.ts';
import { registerActions } from '../../actions/registry.svelte.ts';
import { imageList } from '../../state/imageList.svelte.ts';
import { reviewImage } from '../../state/reviewImage.ts';
import ReviewMenu from './ReviewMenu.svelte';

vi.mock('../../state/reviewImage.ts', () => ({ reviewImage: vi.fn() }));

const images: readonly ImageSummary[] = [
  { ...imageRecord('one'), ...noCounts },
  { ...imageRecord('two', { review: 'rejected' }), ...noCounts, accepted: 2 },
];

let mounted: object | null = null;
afterEach(async () => {
  if (mounted !== null) await unmount(mounted);
  document.body.innerHTML = '';
});

test('the menu is that of the image under the pointer, shows its state, and says something of it', async () => {
  imageList.images = images;
  onTestFinished(registerActions(imageActions()));
  const strip = '<div><i data-image-id="one"></i><b data-image-id="two"></b><u></u></div>';
  const children = createRawSnippet(() => ({ render: () => strip }));
  mounted = mount(ReviewMenu, { target: document.body, props: { children, class: 'images' } });
  flushSync();

  expect(await menuOn('u')).toBeNull();
  const menu = await menuOn('b');
  const items = [...(menu?.querySelectorAll('[data-testid^=review-]') ?? [])];
  expect(items.map(({ textContent }) => textContent.trim().split(/\s+/).join(' '))).toEqual([
    'Open',
    'Done D',
    'Needs review Shift D',
    'Accepted Shift Y',
    'Rejected Shift N',
  ]);
  const current = items.filter((item) => item.querySelector('[aria-label="This is how it is now"]') !== null);
  expect(current.map((item) => item.getAttribute('data-testid'))).toEqual(['review-rejected']);

  menu
    ?.querySelector<HTMLElement>('[data-testid=review-needsReview]')
    ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await tick();
  expect(vi.mocked(reviewImage).mock.calls).toEqual([['two', 'needsReview']]);
});

async function menuOn(selector: string): Promise<Element | null> {
  const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 5, clientY: 5 });
  document.querySelector(selector)?.dispatchEvent(event);
  flushSync();
  await tick();
  return document.querySelector('[data-testid=review-menu]');
}
