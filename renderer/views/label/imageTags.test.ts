import { flushSync, mount, unmount } from 'svelte';
import { expect, onTestFinished, test, vi } from 'vitest';
import { applyDiff, createDocument } from '../../../app/model/document.ts';
import { imageRecord } from '../../../tests/fixtures/records.ts';
import { openImage } from '../../state/openImage.svelte.ts';
import ImageTags from './ImageTags.svelte';

test('Enter adds what was typed as a tag, leaving the field too, and Backspace in the empty field takes one away', () => {
  const image = imageRecord('image', { tags: ['first'] });
  openImage.document = createDocument(image, [], []);
  const seen: (readonly string[] | undefined)[] = [];
  vi.spyOn(openImage, 'commit').mockImplementation((_, diff) => {
    if (openImage.document !== null && diff.length > 0) seen.push(applyDiff(openImage.document, diff).image.tags);
    return Promise.resolve();
  });
  const tags = mount(ImageTags, { target: document.body, props: { image } });
  onTestFinished(() => unmount(tags));
  flushSync();
  const field = document.querySelector<HTMLInputElement>('[data-testid="new-tag"]');
  if (field === null) throw new Error('There is no field for tags.');
  const type = (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const press = (key: string) => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    flushSync();
  };
  type('#out of focus');
  press('Enter');
  expect(field.value).toBe('');
  type('left');
  field.dispatchEvent(new FocusEvent('blur'));
  flushSync();
  press('Backspace');
  type('given up');
  press('Escape');
  type('First');
  press('Enter');
  expect(seen).toEqual([['first', 'out-of-focus'], ['first', 'left'], []]);
});
