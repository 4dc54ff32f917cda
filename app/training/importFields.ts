import { choice, number, type PathField, type TextField } from './configField.ts';

/** What the card of a model says that began with a network of another program. */
export const importedArchitecture = 'imported';

function path(description: string): PathField {
  return { kind: 'path', default: null, unit: '', description };
}

function text(description: string): TextField {
  return { kind: 'text', default: null, unit: '', description };
}

/** The settings of a training that begins with a network of another program, or with an earlier model. */
export const importFields = {
  fromModel: path('An ONNX model of another program to train instead of a network of our own.'),
  weightsFile: path('A safetensors file; its weights are taken where name and shape match.'),
  cut: text(
    'The tensor of the model behind which a new head for the labels is put; empty: the own head where it fits, ' +
      'otherwise the input of the last layer.',
  ),
  freeze: text('Names of weights or nodes that stay as they are, with * and ?, separated by blanks.'),
  freezeLayers: number(
    0,
    0,
    10_000,
    'layers',
    'So many first layers of the model stay as they are; below 1 that share of them.',
  ),
  thawShare: number(
    1,
    0,
    1,
    '',
    'Share of the training after which frozen weights learn too, such as 0.3; 1 for never.',
  ),
  batchNormalisation: choice(
    ['training', 'frozen'],
    'Whether batch normalisations of the model learn from batches or keep their averages.',
  ),
};

/** What of an earlier model stays as it is, and how long: also for a network of our own that begins with one. */
export const freezingKeys = ['freeze', 'freezeLayers', 'thawShare'] as const;
