import { importedArchitecture } from '../../app/training/importFields.ts';
import { trainConfigFields, type TrainConfigKey } from '../../app/training/trainConfig.ts';
import { formatNumber } from './format.ts';
import { messages } from './messages.ts';

/** How people are shown the settings of a training; what another version of the program stored is shown as it is. */

export function settingName(key: string): string {
  return isKnown(key) ? messages.trainSettings[key].name : key;
}

/** "16 channels", "U-Net", "Yes" */
export function settingValue(key: string, value: unknown): string {
  const unit = isKnown(key) && typeof value === 'number' ? unitOf(key) : '';
  return `${bareSettingValue(key, value)} ${unit}`.trim();
}

/** Without its unit. */
export function bareSettingValue(key: string, value: unknown): string {
  if (value === null || value === undefined) return messages.train.automatic;
  if (typeof value === 'boolean') return value ? messages.train.yes : messages.train.no;
  if (typeof value === 'string') return optionName(key, value);
  return typeof value === 'number' ? formatNumber(value, 6) : JSON.stringify(value);
}

export function optionName(key: string, option: string): string {
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = messages.settingOptions;
  return names[key]?.[option] ?? option;
}

/** Empty where the setting has none. */
export function unitOf(key: TrainConfigKey): string {
  const { unit } = trainConfigFields[key];
  return unit === '' ? '' : messages.settingUnits[unit];
}

/** The network of a model. */
export function networkName(architecture: string): string {
  return architecture === importedArchitecture
    ? messages.models.importedNetwork
    : optionName('architecture', architecture);
}

function isKnown(key: string): key is TrainConfigKey {
  return Object.hasOwn(trainConfigFields, key);
}
