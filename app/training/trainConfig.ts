import { AppError } from '../contract/errors.ts';
import { architectureProblem, architectureProblemsInEnglish, architectureProblemText } from './architectureProblem.ts';
import { geometryFields, lightFields, samplingFields } from './augmentationFields.ts';
import {
  choice,
  integer,
  number,
  type BooleanField,
  type ChoiceField,
  type ConfigField,
  type NumberField,
  type OptionalNumberField,
  type PathField,
  type TextField,
} from './configField.ts';
import { freezingKeys, importFields } from './importFields.ts';
import { lossFields, lossWeightKeys, optimiserFields, scheduleFields } from './learningFields.ts';

/**
 * Every setting of a training run, described once: the form, the command line and the stored run all read this table.
 * `config.json` of a run folder is a `TrainConfig`, complete and checked.
 */

export const trainConfigFields = {
  architecture: choice(
    ['unet', 'residualUnet', 'mobileUnet', 'fcn8s', 'segnet', 'pspnet', 'deeplabV3Plus', 'panopticDeeplab'],
    'The kind of network.',
  ),
  width: integer(16, 4, 128, 'channels', 'Channels of the first level; every level below has twice as many.'),
  depth: integer(3, 1, 6, 'levels', 'How often the image is halved on the way down.'),
  separation: choice(
    ['components', 'rims', 'distances', 'centres'],
    'How touching objects of one label are told apart: not at all, by their rims, by distances from the background, or by their centres.',
  ),
  intensities: choice(
    ['dataset', 'image'],
    'What values are measured against: those of all images together, or the darkest and brightest of each image.',
  ),
  normalisation: choice(
    ['instance', 'none', 'batch', 'group'],
    'By what activations are normalised after each convolution: each plane of an image, nothing, the batch, or groups of planes.',
  ),
  dropout: number(
    0,
    0,
    0.9,
    '',
    'Share of the channels before the last layer that each step leaves out at random, against learning by heart.',
  ),
  initialModel: {
    kind: 'path',
    default: null,
    unit: '',
    description: 'A model file to continue from; weights are taken where name and shape match.',
  } as PathField,
  ...importFields,
  patchSize: integer(128, 32, 1024, 'pixels', 'Side of the square cut-outs that the network learns from.'),
  batchSize: integer(4, 1, 64, 'cut-outs', 'Cut-outs in one step.'),
  batchParts: integer(
    1,
    1,
    64,
    'parts',
    'Parts of a step that go through the network one after another, where its cut-outs do not fit into memory together.',
  ),
  minutes: {
    kind: 'optionalNumber',
    default: 5,
    minimum: 0.01,
    maximum: 10_000,
    unit: 'minutes',
    description: 'Training ends after this time; empty for no limit of time.',
  } as OptionalNumberField,
  steps: {
    kind: 'optionalInteger',
    default: null,
    minimum: 1,
    maximum: 10_000_000,
    unit: 'steps',
    description: 'Training ends after this many steps; empty for no limit of steps.',
  } as OptionalNumberField,
  ...optimiserFields,
  ...scheduleFields,
  ...lossFields,
  ...samplingFields,
  ...geometryFields,
  ...lightFields,
  validateEverySteps: {
    kind: 'optionalInteger',
    default: null,
    minimum: 1,
    maximum: 1_000_000,
    unit: 'steps',
    description: 'Steps between two validations; empty: as often as a tenth of the time allows.',
  } as OptionalNumberField,
  patience: integer(
    15,
    1,
    1000,
    'validations',
    'Training ends early after this many validations without a better one.',
  ),
  checkpointEverySeconds: number(20, 0, 3600, 'seconds', 'Time between two checkpoints, from which a run can resume.'),
  seed: integer(1, 0, 2 ** 31 - 1, '', 'The same seed on the same data chooses the same cut-outs.'),
  device: choice(
    ['auto', 'cpu', 'webgpu', 'cuda', 'tfjs'],
    'Where the network runs; auto takes the fastest that works.',
  ),
  threads: integer(0, 0, 256, 'threads', 'Processor threads of the network; 0 takes one for each core.'),
  dataThreads: integer(0, 0, 64, 'threads', 'Threads that prepare cut-outs ahead; 0 takes a number for the cores.'),
  cacheMegabytes: integer(1024, 16, 1_000_000, 'MB', 'Memory for decoded images; images beyond it are decoded again.'),
} satisfies Record<string, ConfigField>;

type FieldValue<F> =
  F extends ChoiceField<infer Option>
    ? Option
    : F extends BooleanField
      ? boolean
      : F extends PathField | TextField
        ? string | null
        : F extends NumberField
          ? number
          : number | null;

export type TrainConfigKey = keyof typeof trainConfigFields;
export type TrainConfig = { readonly [Key in TrainConfigKey]: FieldValue<(typeof trainConfigFields)[Key]> };

export const trainConfigKeys = Object.keys(trainConfigFields) as TrainConfigKey[];

/** Why `value` does not fit the field, in plain words; `null` where it fits. */
export function fieldProblem(field: ConfigField, value: unknown): string | null {
  return problems[field.kind](field as never, value);
}

const problems: { readonly [Kind in ConfigField['kind']]: (field: never, value: unknown) => string | null } = {
  boolean: (_field: BooleanField, value) => (typeof value === 'boolean' ? null : 'must be true or false'),
  choice: (field: ChoiceField, value) =>
    field.options.some((option) => option === value) ? null : `must be one of ${field.options.join(', ')}`,
  path: (_field: PathField, value) => (value === null || typeof value === 'string' ? null : 'must be a path or null'),
  text: (_field: TextField, value) => (value === null || typeof value === 'string' ? null : 'must be a text or null'),
  number: rangeProblem,
  integer: rangeProblem,
  optionalNumber: (field: OptionalNumberField, value) => (value === null ? null : rangeProblem(field, value)),
  optionalInteger: (field: OptionalNumberField, value) => (value === null ? null : rangeProblem(field, value)),
};

function rangeProblem(field: NumberField | OptionalNumberField, value: unknown): string | null {
  const whole = field.kind === 'integer' || field.kind === 'optionalInteger';
  const fits =
    typeof value === 'number' &&
    value >= field.minimum &&
    value <= field.maximum &&
    (!whole || Number.isInteger(value));
  return fits ? null : `must be a ${whole ? 'whole ' : ''}number from ${field.minimum} to ${field.maximum}`;
}

/**
 * A complete configuration from a partial one; missing fields take their defaults. Throws `INVALID_INPUT` naming the
 * field for an unknown key, a wrong type or a value out of range.
 */
export function parseTrainConfig(values: unknown): TrainConfig {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new AppError('INVALID_INPUT', 'The training configuration must be a JSON object.');
  }
  const given = values as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(trainConfigFields, key));
  if (unknown !== undefined) {
    throw new AppError(
      'INVALID_INPUT',
      `The training setting "${unknown}" does not exist; known are ${trainConfigKeys.join(', ')}.`,
    );
  }
  const entries = trainConfigKeys.map((key) => {
    const field: ConfigField = trainConfigFields[key];
    const value = given[key] === undefined ? field.default : given[key];
    const problem = fieldProblem(field, value);
    if (problem !== null) throw new AppError('INVALID_INPUT', `The training setting "${key}" ${problem}.`);
    return [key, value] as const;
  });
  const config = Object.fromEntries(entries) as unknown as TrainConfig;
  if (config.minutes === null && config.steps === null) {
    throw new AppError('INVALID_INPUT', 'Training needs an end: set "minutes", "steps" or both.');
  }
  if (config.batchSize % config.batchParts !== 0) {
    throw new AppError(
      'INVALID_INPUT',
      `The training setting "batchParts" must divide the ${config.batchSize} cut-outs of a step ("batchSize") evenly.`,
    );
  }
  if (lossWeightKeys.every((key) => config[key] === 0)) {
    throw new AppError('INVALID_INPUT', `Training needs a loss: set one of ${lossWeightKeys.join(', ')} above 0.`);
  }
  if (config.fromModel === null && config.cut !== null) {
    throw new AppError('INVALID_INPUT', 'The training setting "cut" needs "fromModel", the model that it is about.');
  }
  const frozen = freezingKeys.find((key) => config[key] !== importFields[key].default);
  if (config.fromModel === null && config.initialModel === null && frozen !== undefined) {
    const sentence = 'needs an earlier model to begin with, "initialModel" or "fromModel"';
    throw new AppError('INVALID_INPUT', `The training setting "${frozen}" ${sentence}.`);
  }
  const unfit = config.fromModel === null ? architectureProblem(config) : null;
  if (unfit !== null) {
    throw new AppError('INVALID_INPUT', architectureProblemText(unfit, architectureProblemsInEnglish));
  }
  if (config.fromModel !== null && config.dropout > 0) {
    throw new AppError(
      'INVALID_INPUT',
      'The training setting "dropout" is for networks of the catalogue; set it to 0 where "fromModel" names another one.',
    );
  }
  return config;
}

export const defaultTrainConfig: TrainConfig = parseTrainConfig({});
