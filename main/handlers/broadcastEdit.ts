import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { EventHub } from '../host/eventHub.ts';

/** A larger edit is not sent record by record: windows read the images that they show anew. */
const largestSentDiff = 2000;

export interface EditNews {
  /** The window that made the edit and has applied it already; empty: none has. */
  readonly clientId: string;
  readonly diff: RecordDiff;
  readonly history: HistoryState;
}

/** Tells every window of a committed edit. */
export function broadcastEdit(events: EventHub, { clientId, diff, history }: EditNews): void {
  events.publish({ kind: 'edit', clientId, diff: sentDiff(diff), history });
  if (diff.length > largestSentDiff) {
    events.publish({ kind: 'imagesChanged', imageIds: null });
    events.publish({ kind: 'labelsChanged' });
    return;
  }
  const imageIds = diff.flatMap(addedOrRemovedImage);
  if (imageIds.length > 0) events.publish({ kind: 'imagesChanged', imageIds });
}

/** Rows of the image list that come or go. */
function addedOrRemovedImage({ table, before, after }: RecordChange): ImageId[] {
  if (table !== 'images' || (before !== null && after !== null)) return [];
  const image = after ?? before;
  return image === null ? [] : [image.id];
}

/** The diff, or none where it is too large to send. */
export const sentDiff = (diff: RecordDiff): RecordDiff => (diff.length > largestSentDiff ? [] : diff);
