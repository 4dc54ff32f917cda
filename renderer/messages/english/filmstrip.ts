/** The strip of images below the canvas, and the words for how far an image is. */
export const filmstrip = {
  title: 'Images',
  filter: 'Show',
  sort: 'Sort',
  search: 'Find an image',
  count: (shown: string, total: string) => `${shown} of ${total}`,
  splits: { train: 'Training', val: 'Validation', test: 'Test' },
  splitMarks: { train: 'Tr', val: 'Va', test: 'Te' },
  noSplit: 'Decided at the next training',
  objects: (count: number, shown: string) => (count === 1 ? '1 object' : `${shown} objects`),
  suggestions: (count: number, shown: string) => (count === 1 ? '1 suggestion' : `${shown} suggestions`),
  empty: 'No images yet.',
  nothing: 'No image matches.',
  showAll: 'Show all images',
  next: 'Next image',
  previous: 'Previous image',
};
