import { expect, test } from 'vitest';
import { comparableSegments, createImageMatcher, stemOf } from './imageNames.ts';

const images = [
  'a.png',
  'scan1/a.png',
  'scan2/b.png',
  'scan3/b.png',
  'größe/ö.png'.normalize('NFC'),
  'deep/er/c.png',
].map((name) => ({ name }));

test('matches by whole path, then by the longest tail, and never by a part of a name', () => {
  const match = createImageMatcher(images);
  const found = (name: string) => {
    const { kind, ...rest } = match(name);
    return 'image' in rest ? rest.image.name : `${kind} ${rest.images.map((image) => image.name).join(' ')}`.trim();
  };
  const cases = {
    'a.png': 'a.png',
    'scan1/a.png': 'scan1/a.png',
    'export/images/scan1/a.png': 'scan1/a.png',
    'scan9/a.png': 'a.png',
    'b.png': 'several scan2/b.png scan3/b.png',
    'scan2\\b.png': 'scan2/b.png',
    'scan4/b.png': 'none',
    'C:\\data\\scan3\\b.png': 'scan3/b.png',
    '/srv/images/deep/er/c.png': 'deep/er/c.png',
    './c.png': 'deep/er/c.png',
    'other/c.png': 'none',
    '../../scan1/a.png': 'scan1/a.png',
    '../../etc/passwd': 'none',
    'C.PNG': 'none',
    'xa.png': 'none',
    '': 'none',
    '..': 'none',
    ['größe/ö.png'.normalize('NFD')]: 'größe/ö.png'.normalize('NFC'),
  };
  expect(Object.fromEntries(Object.keys(cases).map((name) => [name, found(name)]))).toEqual(cases);
});

test('stems lose the last extension only', () => {
  expect(['a.b.png', 'dir.x/a', '.hidden', 'a', 'dir/.png'].map(stemOf)).toEqual([
    'a.b',
    'dir.x/a',
    '.hidden',
    'a',
    'dir/.png',
  ]);
  expect(comparableSegments('x/../../y/./z.png')).toEqual(['y', 'z.png']);
});
