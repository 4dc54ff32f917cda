/** Filters and orders of the image list, and going to images that await something. */
export const imageList = {
  filters: { all: 'All', suggested: 'With suggestions', labelled: 'With objects' },
  filterGroups: { states: 'State', contents: 'Contents' },
  label: 'Label',
  anyLabel: 'Any label',
  labelHint: 'Shows images that have an object or a suggestion with this label',
  split: 'Used for',
  splits: {
    all: 'Any use',
    train: 'Training images',
    val: 'Validation images',
    test: 'Test images',
    none: 'Not decided yet',
  },
  sorts: {
    name: 'By name',
    imported: 'Newest first',
    edited: 'Last edited first',
    state: 'By state',
    objects: 'Most objects',
    uncertainty: 'Least certain first',
    lowestScore: 'Lowest score first',
    highestScore: 'Highest score first',
  },
  sortHints: {
    name: 'Numbers in names count as numbers',
    imported: 'By when images were imported',
    edited: 'By when an object was last drawn, changed, accepted or rejected; images without any come last',
    state: 'To do, in progress, done, needs review, accepted, rejected',
    objects: 'By the number of accepted objects',
    uncertainty:
      'By how near the scores of suggestions are to 0.5, on average: there the model was least certain. Images without suggestions come last',
    lowestScore: 'By the lowest score among the suggestions of an image; images without suggestions come last',
    highestScore: 'By the highest score among the suggestions of an image; images without suggestions come last',
  },
  nextTarget: {
    toDo: 'Next image to do',
    suggested: 'Next image with suggestions',
    toReview: 'Next image to review',
  },
  previousTarget: {
    toDo: 'Previous image to do',
    suggested: 'Previous image with suggestions',
    toReview: 'Previous image to review',
  },
  noTarget: {
    toDo: 'No other image of those shown is left to do.',
    suggested: 'No other image of those shown has suggestions.',
    toReview: 'No other image of those shown needs a review.',
  },
};
