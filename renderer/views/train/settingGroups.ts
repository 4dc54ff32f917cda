import { geometryFields, lightFields, samplingFields } from '../../../app/training/augmentationFields.ts';
import { freezingKeys, type importFields } from '../../../app/training/importFields.ts';
import { lossFields, optimiserFields, scheduleFields } from '../../../app/training/learningFields.ts';
import { trainConfigKeys, type TrainConfigKey } from '../../../app/training/trainConfig.ts';

/** In the order in which they are shown. */
export const settingGroups = ['network', 'cutOuts', 'shape', 'light', 'learning', 'losses', 'end'] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** The others have their own place beside the form, or follow from the model to begin with. */
export type FormKey =
  | Exclude<TrainConfigKey, 'minutes' | 'device' | 'initialModel' | keyof typeof importFields>
  | (typeof freezingKeys)[number];

function all<Fields extends object>(fields: Fields, group: SettingGroup): { [K in keyof Fields]: SettingGroup } {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, group])) as { [K in keyof Fields]: SettingGroup };
}

const groupOfSetting: { readonly [K in FormKey]: SettingGroup } = {
  architecture: 'network',
  width: 'network',
  depth: 'network',
  separation: 'network',
  normalisation: 'network',
  dropout: 'network',
  intensities: 'cutOuts',
  patchSize: 'cutOuts',
  batchSize: 'cutOuts',
  batchParts: 'cutOuts',
  ...all(samplingFields, 'cutOuts'),
  ...all(geometryFields, 'shape'),
  ...all(lightFields, 'light'),
  freeze: 'learning',
  freezeLayers: 'learning',
  thawShare: 'learning',
  ...all(optimiserFields, 'learning'),
  ...all(scheduleFields, 'learning'),
  ...all(lossFields, 'losses'),
  steps: 'end',
  validateEverySteps: 'end',
  patience: 'end',
  checkpointEverySeconds: 'end',
  seed: 'end',
  threads: 'end',
  dataThreads: 'end',
  cacheMegabytes: 'end',
};

export function isInForm(key: TrainConfigKey): key is FormKey {
  return Object.hasOwn(groupOfSetting, key);
}

/** What freezes weights is for a training that goes on from an earlier model of the project. */
export function settingsOf(group: SettingGroup, freezes: boolean): readonly FormKey[] {
  const isThere = (key: FormKey): boolean => freezes || !freezingKeys.some((freezing) => freezing === key);
  return trainConfigKeys.filter(isInForm).filter((key) => groupOfSetting[key] === group && isThere(key));
}
