/** Objects that go from image to image. */
export const transfer = {
  actions: {
    copy: 'Copy objects',
    cut: 'Cut objects',
    paste: 'Paste objects',
    duplicateToNext: 'Duplicate to the next image',
  },
  nothingCopied: 'There is nothing to paste: select objects and copy them first.',
  noNextImage: 'This is the last image of the list.',
  labelsMissing: (count: number) =>
    count === 1
      ? 'One object was not pasted, because this project has no such label.'
      : `${count} objects were not pasted, because this project has no such labels.`,
};
