import { expect, test } from 'vitest';
import { type MaskedImage, type MaskSettings, planMasks } from './maskImages.ts';

const settings: MaskSettings = { label: 'cell', labels: {}, threshold: null, invert: false, ids: false };

function plan(files: readonly string[], imageNames: readonly string[], change: Partial<MaskSettings> = {}) {
  const images: MaskedImage[] = imageNames.map((name) => ({ id: name, name, width: 4, height: 4 }));
  return planMasks('masks', files, images, { ...settings, ...change });
}

/** `file -> image`, with `*` where the file is one object. */
function pairs(files: readonly string[], imageNames: readonly string[]) {
  const { tasks, refusals } = plan(files, imageNames);
  return [
    ...tasks.map(({ file, image, reading }) => {
      const oneObject = reading.kind === 'foreground' && !reading.split;
      return `${file} -> ${image.name}${oneObject ? ' *' : ''}`;
    }),
    ...refusals.map(({ item }) => `${item} refused`),
  ];
}

test.each([
  ['the same name', ['a.png'], ['a.png'], ['a.png -> a.png']],
  ['another extension', ['a.tif'], ['a.jpg'], ['a.tif -> a.jpg']],
  [
    'suffixes',
    ['a_mask.png', 'b-label.png', 'c.gt.png'],
    ['a.jpg', 'b.jpg', 'c.jpg'],
    ['a_mask.png -> a.jpg', 'b-label.png -> b.jpg', 'c.gt.png -> c.jpg'],
  ],
  ['a suffix that belongs to the name', ['a_mask.png'], ['a.png', 'a_mask.png'], ['a_mask.png -> a_mask.png']],
  [
    'a folder per image',
    ['x/0001.png', 'x/masks/0002.png'],
    ['x.png'],
    ['x/0001.png -> x.png *', 'x/masks/0002.png -> x.png *'],
  ],
  ['folder names with dots', ['img.01/0.png'], ['img.01.png', 'img.02.png'], ['img.01/0.png -> img.01.png *']],
  ['a whole mask in the folder of its image', ['x/mask.png'], ['x.png'], ['x/mask.png -> x.png']],
  [
    'folders like the images',
    ['s1/a.png', 's2/a.png'],
    ['s1/a.png', 's2/a.png'],
    ['s1/a.png -> s1/a.png', 's2/a.png -> s2/a.png'],
  ],
  [
    'parallel folders',
    ['s1/masks/a_mask.png'],
    ['s1/images/a.png', 's2/images/a.png'],
    ['s1/masks/a_mask.png -> s1/images/a.png'],
  ],
  [
    'folders of classes',
    ['crack/a.png', 'hole/b.png'],
    ['a.jpg', 'b.jpg'],
    ['crack/a.png -> a.jpg', 'hole/b.png -> b.jpg'],
  ],
  ['a file of its own before the folder of another', ['0/3.png'], ['0/3.png', '0.png'], ['0/3.png -> 0/3.png']],
  ['the JPEG beside its mask', ['a.jpg', 'a.png', 'b.jpg'], ['a.jpg', 'b.jpg'], ['a.png -> a.jpg', 'b.jpg -> b.jpg']],
  ['nothing or too much', ['q.png', 'a.png'], ['s1/a.png', 's2/a.png'], ['q.png refused', 'a.png refused']],
])('finds masks by %s', (_, files, images, expected) => {
  expect(pairs(files, images)).toEqual(expected);
});

test('labels come from the nearest named folder, else from the one label, or from values', () => {
  const files = ['crack/deep/a.png', 'other/b.png'];
  const labelled = plan(files, ['a.png', 'b.png'], { labels: { crack: 'Crack', masks: 'Any', deep: 'Deep' } });
  expect(labelled.tasks.map(({ labelOf }) => [...labelOf])).toEqual([[[null, 'Deep']], [[null, 'Any']]]);
  const values = plan(['a.png'], ['a.png'], { labels: { 1: 'one', 255: 'two', x: 'slip' } });
  expect([values.unknownLabels, values.tasks[0]]).toEqual([
    ['x'],
    {
      file: 'a.png',
      image: { id: 'a.png', name: 'a.png', width: 4, height: 4 },
      reading: { kind: 'values', values: [1, 255], colour: false, split: true },
      labelOf: new Map([
        [1, 'one'],
        [255, 'two'],
      ]),
    },
  ]);
  const colours = plan(['a.png'], ['a.png'], { labels: { '#ff0000': 'red', '#00FF00': 'green' } }).tasks[0];
  expect(colours?.reading).toEqual({ kind: 'values', values: [0xff0000, 0x00ff00], colour: true, split: true });
  expect(plan(['a.png'], ['a.png'], { label: null }).tasks[0]?.labelOf).toEqual(new Map());
});
