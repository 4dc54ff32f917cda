import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { EventHub } from '../host/eventHub.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** A larger edit is not sent record by record: windows read the images that they show anew. */
const largestSentDiff = 2000;

export interface EditNews {
  /** The window that made the edit and has applied it already; empty: none has. */
  readonly clientId: string;
  readonly diff: RecordDiff;
  readonly history: HistoryState;
}

/** Tells every window of an edit that was just committed to the project. */
export function broadcastEdit(
  events: EventHub,
  project: Pick<ProjectStore, 'images'>,
  { clientId, diff, history }: EditNews,
): void {
  const sent = sentDiff(diff);
  const counts = project.images.counts(new Set(sent.flatMap(imageWithOtherCounts)));
  events.publish({ kind: 'edit', clientId, diff: sent, counts, history });
  if (diff.length > largestSentDiff) {
    events.publish({ kind: 'imagesChanged', imageIds: null });
    events.publish({ kind: 'labelsChanged' });
    return;
  }
  const imageIds = diff.flatMap(addedOrRemovedImage);
  if (imageIds.length > 0) events.publish({ kind: 'imagesChanged', imageIds });
}

/** Objects and comments stay on their image. */
function imageWithOtherCounts({ table, before, after }: RecordChange): ImageId[] {
  const counted = table === 'annotations' || table === 'comments' ? (after ?? before) : null;
  return counted === null ? [] : [counted.imageId];
}

/** Rows of the image list that come or go. */
function addedOrRemovedImage({ table, before, after }: RecordChange): ImageId[] {
  if (table !== 'images' || (before !== null && after !== null)) return [];
  const image = after ?? before;
  return image === null ? [] : [image.id];
}

/** The diff, or none where it is too large to send. */
export const sentDiff = (diff: RecordDiff): RecordDiff => (diff.length > largestSentDiff ? [] : diff);
