import { trainConfigFields, type TrainConfigKey } from '../../../app/training/trainConfig.ts';
import type { LineageNode, SettingChange } from '../../../app/contract/modelViews.ts';
import { formatNumber } from '../../messages/format.ts';
import { messages } from '../../messages/messages.ts';

const words = messages.modelsPage.lineage;

/** "Came from Model 3", whatever became of that. */
export function parentText(node: LineageNode, nodes: readonly LineageNode[]): string {
  const { parent } = node;
  if (parent.kind === 'none' || parent.kind === 'unknown') return words.parents[parent.kind];
  if (parent.kind === 'file') return words.parents.file(parent.name);
  const found = nodes.find(({ id }) => id === parent.modelId);
  if (found === undefined) return words.parents.lost(parent.modelId);
  const deleted = found.removedAt === null ? '' : ` (${messages.modelsPage.deleted.toLowerCase()})`;
  return words.parents.model(`${found.name}${deleted}`);
}

export function settingName(key: string): string {
  return isKnown(key) ? messages.trainSettings[key].name : key;
}

export function changeText({ key, from, to }: SettingChange): string {
  return words.fromTo(valueText(key, from), valueText(key, to));
}

function isKnown(key: string): key is TrainConfigKey {
  return Object.hasOwn(trainConfigFields, key);
}

function valueText(key: string, value: unknown): string {
  if (value === null || value === undefined) return messages.train.automatic;
  if (typeof value === 'boolean') return value ? messages.train.yes : messages.train.no;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return JSON.stringify(value);
  const unit = isKnown(key) ? trainConfigFields[key].unit : '';
  return `${formatNumber(value, 6)} ${unit}`.trim();
}
