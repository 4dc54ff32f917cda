import { groupAnnotations, ungroupAnnotations } from '../../app/model/commands/groups.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationId } from '../../app/model/records.ts';
import { messages } from '../messages/messages.ts';
import { newId } from './newId.ts';
import { openImage } from './openImage.svelte.ts';
import { toolState } from './toolState.svelte.ts';

function changeGroups(
  gesture: 'group' | 'ungroup',
  command: (document: LabellingDocument, ids: readonly AnnotationId[]) => RecordDiff,
): void {
  const { document, selection } = openImage;
  if (document === null || toolState.node.busy) return;
  void openImage.commit(messages.details.gestures[gesture], command(document, [...selection]));
}

export function groupSelection(): void {
  changeGroups('group', (document, ids) => groupAnnotations(document, { ids, groupId: newId() }));
}

export function ungroupSelection(): void {
  changeGroups('ungroup', (document, ids) => ungroupAnnotations(document, { ids }));
}
