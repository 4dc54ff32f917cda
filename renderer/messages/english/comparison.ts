import type { DifferenceKind } from '../../../app/metrics/objectDifference.ts';

const kinds: { readonly [K in DifferenceKind]: string } = {
  truth: 'Accepted objects only',
  suggestions: 'Suggestions only',
  both: 'Both',
};

/** Suggestions beside accepted objects, on the open image. */
export const comparison = {
  title: 'Suggestions and accepted objects',
  flicker: 'Flicker between suggestions and accepted objects',
  difference: 'Difference of suggestions and accepted objects',
  flickerHint: 'hold, or tap',
  close: 'Stop comparing',
  showing: { truth: 'Accepted objects', suggestions: 'Suggestions' },
  flickerText: (key: string) => `They take turns while ${key} is held; a tap keeps them going.`,
  stillText: (key: string) => `${key} shows the other side.`,
  scope: 'Visible objects, suggestions at or above the score',
  kinds,
  label: 'Label',
  iou: 'IoU',
  found: 'Found',
  missed: 'Missed',
  extra: 'Extra',
  all: 'All',
  comparing: 'Comparing…',
  noTruth: 'Nothing is accepted on this image yet: all suggestions count as extra.',
  noSuggestions: 'There are no suggestions on this image.',
  noneVisible: 'All suggestions are hidden, or lie below the score that you set.',
  suggest: (model: string) => `Suggest with ${model}`,
  suggesting: 'The model is at work…',
  noModel: 'A trained model makes suggestions.',
  train: 'Train a model',
};
