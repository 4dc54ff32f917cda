import type { ImageSummary } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { ImageRecord, Split } from '../../app/model/records.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf } from './host.ts';
import { notices } from './notices.svelte.ts';

/**
 * Edits of image rows, many at once, as one gesture that can be undone. The client id is left empty: no window has
 * applied such an edit yet, so every one, this one too, takes it from the event stream.
 */
async function commitImages(
  description: string,
  images: readonly ImageSummary[],
  change: (record: ImageRecord) => ImageRecord,
): Promise<void> {
  const diff: RecordDiff = images.map((image) => {
    const before = recordOf(image);
    return { table: 'images', before, after: change(before) };
  });
  if (diff.length === 0) return;
  try {
    await host.edits.commit({ clientId: '', description, diff: [...diff] });
  } catch (error) {
    notices.show('error', messageOf(error));
  }
}

/** The stored part of a row of the list. */
export function recordOf(image: ImageSummary): ImageRecord {
  const {
    accepted: _accepted,
    suggested: _suggested,
    topScore: _topScore,
    openComments: _openComments,
    ...record
  } = image;
  return record;
}

export function setDone(images: readonly ImageSummary[], done: boolean): Promise<void> {
  const words = messages.data.edits;
  const changed = images.filter((image) => image.done !== done);
  return commitImages(done ? words.markDone : words.markNotDone, changed, (record) => ({ ...record, done }));
}

export function setSplit(images: readonly ImageSummary[], split: Split | null): Promise<void> {
  const changed = images.filter((image) => image.split !== split);
  return commitImages(messages.data.edits.setSplit, changed, (record) => ({ ...record, split }));
}
