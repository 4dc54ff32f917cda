import type { FieldUnit } from '../../../app/training/configField.ts';

/** What numbers of settings count; they stand behind any number, one or many. */
export const settingUnits: { readonly [U in Exclude<FieldUnit, ''>]: string } = {
  channels: 'channels',
  levels: 'levels',
  layers: 'layers',
  pixels: 'pixels',
  degrees: 'degrees',
  'standard deviations': 'standard deviations',
  'cut-outs': 'cut-outs',
  parts: 'parts',
  steps: 'steps',
  drops: 'drops',
  cycles: 'cycles',
  validations: 'checks',
  minutes: 'minutes',
  seconds: 'seconds',
  threads: 'threads',
  MB: 'MB',
};
