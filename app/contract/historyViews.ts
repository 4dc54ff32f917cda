import type { RecordDiff } from '../model/diff.ts';
import type { AnnotationId, ImageId } from '../model/records.ts';
import type { HistoryState } from './views.ts';

export interface UndoneEdit {
  readonly description: string;
  readonly diff: RecordDiff;
  readonly imageId: ImageId | null;
  readonly history: HistoryState;
}

/** A way through the history in one go; description, place and objects are those of the last gesture on it. */
export interface HistoryJump extends UndoneEdit {
  readonly steps: number;
  readonly changedIds: readonly AnnotationId[];
}

/** One gesture as the list shows it; it is undone where its number is above that of the present one. */
export interface HistoryGesture {
  readonly sequence: number;
  /** In the words of the window that made it. */
  readonly description: string;
  readonly imageId: ImageId | null;
  /** `null` for an edit of labels alone, and where the image is not in the project any more. */
  readonly imageName: string | null;
  readonly committedAt: number;
  readonly changes: number;
}

export interface HistoryPage {
  /** Newest first. */
  readonly gestures: readonly HistoryGesture[];
  readonly total: number;
  /** The newest gesture that is not undone; 0 before all of them. */
  readonly present: number;
}
