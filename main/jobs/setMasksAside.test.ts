import { expect, test } from 'vitest';
import type { FoundImage } from './findImages.ts';
import { setMasksAside } from './setMasksAside.ts';

const found = (name: string, isChosen = false): FoundImage => ({
  file: `/set/${name}`,
  name,
  folderName: 'set',
  isChosen,
});
const namesOf = (images: readonly { name: string }[]): string[] => images.map(({ name }) => name);

test('a PNG beside every photograph of its name is a mask', () => {
  const { images, masks } = setMasksAside(
    ['holes/1.JPG', 'holes/1.png', 'holes/2.jpg', 'free/1.jpeg'].map((name) => found(name)),
  );
  expect(namesOf(images)).toEqual(['holes/1.JPG', 'holes/2.jpg', 'free/1.jpeg']);
  expect(masks).toEqual([{ item: 'holes/1.png', reason: { kind: 'maskOfImage', image: 'holes/1.JPG' } }]);
});

test('a folder with a PNG of its own name holds images, and a chosen file is one', () => {
  const mixed = ['1.jpg', '1.png', 'other.png', 'b/1.png'].map((name) => found(name));
  expect(namesOf(setMasksAside(mixed).images)).toEqual(namesOf(mixed));
  const chosen = [found('a.jpg'), found('a.png', true)];
  expect(setMasksAside(chosen)).toEqual({ images: chosen, masks: [] });
});
