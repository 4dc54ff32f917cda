import type { LineageNode, SettingChange } from '../../../app/contract/modelViews.ts';
import { messages } from '../../messages/messages.ts';
import { settingValue } from '../../messages/settingText.ts';

/** "Came from Model 3", whatever became of that. */
export function parentText(node: LineageNode, nodes: readonly LineageNode[]): string {
  const words = messages.modelsPage.lineage;
  const { parent } = node;
  if (parent.kind === 'none' || parent.kind === 'unknown') return words.parents[parent.kind];
  if (parent.kind === 'file') return words.parents.file(parent.name);
  const found = nodes.find(({ id }) => id === parent.modelId);
  if (found === undefined) return words.parents.lost(parent.modelId);
  const deleted = found.removedAt === null ? '' : ` (${messages.modelsPage.deleted.toLowerCase()})`;
  return words.parents.model(`${found.name}${deleted}`);
}

export function changeText({ key, from, to }: SettingChange): string {
  return messages.modelsPage.lineage.fromTo(settingValue(key, from), settingValue(key, to));
}
