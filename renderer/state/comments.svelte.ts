import type { ImagePoint } from '../../app/geometry/spaces.ts';
import { addComment, editComment, removeComment } from '../../app/model/commands/comments.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { LabellingDocument } from '../../app/model/document.ts';
import type { CommentId, CommentRecord, ImageId } from '../../app/model/records.ts';
import { messages } from '../messages/messages.ts';
import { newId } from './newId.ts';
import { openImage } from './openImage.svelte.ts';
import { viewport } from './viewport.svelte.ts';

/** The comments of the open image: what is being written, which one is unfolded, and every edit of them. */
class Comments {
  #draft = $state.raw<{ readonly imageId: ImageId; readonly point: ImagePoint } | null>(null);
  #shownId = $state<CommentId | null>(null);

  /** Open ones first, each in the order in which they were made. */
  readonly list: readonly CommentRecord[] = $derived(
    [...(openImage.document?.comments.values() ?? [])].sort(
      (a, b) => Number(a.resolved) - Number(b.resolved) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
    ),
  );

  /** Where a new comment is being written on the open image. */
  get draftPoint(): ImagePoint | null {
    return this.#draft?.imageId === openImage.document?.image.id ? (this.#draft?.point ?? null) : null;
  }

  /** Unfolded on the canvas; `null` while a new one is written. */
  get shown(): CommentRecord | null {
    if (this.#shownId === null || this.draftPoint !== null) return null;
    return openImage.document?.comments.get(this.#shownId) ?? null;
  }

  begin(point: ImagePoint): void {
    const imageId = openImage.document?.image.id;
    if (imageId !== undefined) this.#draft = { imageId, point };
  }

  leaveDraft(): void {
    this.#draft = null;
  }

  add(text: string): void {
    const point = this.draftPoint;
    const { gestures } = messages.details;
    if (point === null || text.trim() === '') return;
    const id = newId();
    this.#commit(gestures.addComment, (document) => addComment(document, { id, point, text, now: Date.now() }));
    this.leaveDraft();
  }

  edit(id: CommentId, text: string): void {
    const { gestures } = messages.details;
    this.#commit(gestures.editComment, (document) => editComment(document, { id, text, now: Date.now() }));
  }

  setResolved(id: CommentId, resolved: boolean): void {
    const { gestures } = messages.details;
    const gesture = resolved ? gestures.resolveComment : gestures.reopenComment;
    this.#commit(gesture, (document) => editComment(document, { id, resolved, now: Date.now() }));
  }

  remove(id: CommentId): void {
    this.#commit(messages.details.gestures.removeComment, (document) => removeComment(document, { id }));
  }

  /** Folds it again where it is shown already. */
  toggle(id: CommentId): void {
    this.leaveDraft();
    this.#shownId = this.#shownId === id ? null : id;
  }

  fold(): void {
    this.#shownId = null;
  }

  /** Unfolds it and brings its place into view. */
  jumpTo({ id, point }: CommentRecord): void {
    this.leaveDraft();
    this.#shownId = id;
    viewport.reveal({ x: point.x, y: point.y, width: 1, height: 1 });
  }

  #commit(gesture: string, command: (document: LabellingDocument) => RecordDiff): void {
    const { document } = openImage;
    if (document !== null) void openImage.commit(gesture, command(document));
  }
}

export const comments = new Comments();
