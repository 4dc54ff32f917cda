import type { HostEvent } from '../../app/contract/events.ts';
import type { UndoneEdit } from '../../app/contract/historyViews.ts';
import type { HistoryState } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { applyDiff, createDocument, type LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationId, ImageId, LabelId } from '../../app/model/records.ts';
import { gestureList } from '../messages/gestureList.ts';
import { messages } from '../messages/messages.ts';
import { EditQueue } from './editQueue.svelte.ts';
import { clientId, codeOf, host, messageOf, onHostConnected, onHostEvent } from './host.ts';
import { withIds, withToggledIds } from './idSets.ts';
import { notices } from './notices.svelte.ts';
import { viewport } from './viewport.svelte.ts';
import { workMeasuring } from './workMeasuring.svelte.ts';

const noHistory: HistoryState = { undo: null, redo: null };

/** The tool at work: undo goes to it first, and it is told when the image changes under it. */
interface ToolAtWork {
  undo(): boolean;
  redo(): boolean;
  leave(): void;
}

const changedObjects = ({ diff }: UndoneEdit): readonly AnnotationId[] =>
  diff.flatMap(({ table, after }) => (table === 'annotations' && after !== null ? [after.id] : []));

/** The image on the canvas, its objects and labels, and every edit of them. */
class OpenImage {
  document = $state.raw<LabellingDocument | null>(null);
  history = $state.raw<HistoryState>(noHistory);
  selection = $state.raw<ReadonlySet<AnnotationId>>(new Set());
  /** Label that the person chose for the next object. */
  chosenLabelId = $state<LabelId | null>(null);
  /** The image that is being opened; `null` when there is none. */
  opening = $state<ImageId | null>(null);
  #failure = $state.raw<unknown>(null);
  readonly #queue = new EditQueue({
    committed: (history) => (this.history = history),
    refused: (error, lost) => this.#takeBack(error, lost),
    delayed: (error) => notices.show('error', messageOf(error)),
  });
  #tool: ToolAtWork | null = null;
  readonly #leaveListeners = new Set<() => void>();
  #projectPath: string | null = null;

  /** Label of the next object: the chosen one, or the first. */
  readonly currentLabelId: LabelId | null = $derived.by(() => {
    const labels = this.document?.labels;
    if (labels === undefined) return null;
    if (this.chosenLabelId !== null && labels.has(this.chosenLabelId)) return this.chosenLabelId;
    return [...labels.values()].toSorted((a, b) => a.order - b.order)[0]?.id ?? null;
  });

  get problem(): string | null {
    return this.#failure === null ? null : messageOf(this.#failure);
  }

  get saving(): EditQueue['saving'] {
    return this.#queue.saving;
  }

  /** Edits that are on the screen and not yet in the database. */
  get waitingEdits(): number {
    return this.#queue.waiting;
  }

  /** Follows the host from now on; returns the disposer. */
  start(): () => void {
    const disposers = [onHostEvent((event) => this.#follow(event)), onHostConnected(() => void this.#readAnew())];
    return () => disposers.forEach((dispose) => dispose());
  }

  attachTool(tool: ToolAtWork): void {
    this.#tool = tool;
  }

  /** Called before another image takes the place of this one, and before undo and redo. Returns the disposer. */
  onLeave(listener: () => void): () => void {
    this.#leaveListeners.add(listener);
    return () => this.#leaveListeners.delete(listener);
  }

  async open(imageId: ImageId): Promise<void> {
    if (this.opening === imageId) return;
    this.#leave();
    this.opening = imageId;
    try {
      await this.#queue.settled();
      const document = await this.#read(imageId);
      if (this.opening !== imageId) return;
      const isOther = this.document?.image.id !== imageId;
      this.document = document;
      this.#failure = null;
      if (isOther) {
        this.selection = new Set();
        viewport.showImage(document.image);
      }
    } catch (error) {
      if (this.opening === imageId) this.#failure = error;
    } finally {
      if (this.opening === imageId) this.opening = null;
    }
  }

  close(): void {
    this.#leave();
    this.document = null;
    this.selection = new Set();
    this.history = noHistory;
    this.opening = null;
  }

  select(ids: Iterable<AnnotationId>, mode: 'replace' | 'add' | 'toggle' = 'replace'): void {
    if (mode === 'replace') this.selection = new Set(ids);
    else if (mode === 'add') this.selection = withIds(this.selection, ids);
    else this.selection = withToggledIds(this.selection, ids);
  }

  /** Shows the edit at once and sends it; resolves when the host has settled it. */
  commit(description: string, diff: RecordDiff): Promise<void> {
    if (this.document === null || diff.length === 0) return Promise.resolve();
    this.#show(diff);
    return this.#queue.push({ description, diff, ...workMeasuring.take() });
  }

  async undo(): Promise<void> {
    if (this.#tool?.undo() !== true) await this.#move(() => host.edits.undo({ clientId }), changedObjects);
  }

  async redo(): Promise<void> {
    if (this.#tool?.redo() !== true) await this.#move(() => host.edits.redo({ clientId }), changedObjects);
  }

  /** To any gesture of the history; 0: before all of them. */
  async goTo(sequence: number): Promise<void> {
    await this.#move(
      () => host.edits.goTo({ clientId, sequence }),
      ({ changedIds }) => changedIds,
    );
  }

  /** Shows what a way through the history did: the objects that it brought back or changed at last are selected. */
  async #move<Edit extends UndoneEdit>(
    ask: () => Promise<Edit | null>,
    changedIds: (edit: Edit) => readonly AnnotationId[],
  ): Promise<void> {
    // What is still held back is an edit too: committed afterwards, it would forget all that was undone.
    if (this.document !== null) for (const listener of this.#leaveListeners) listener();
    await this.#queue.settled();
    try {
      const edit = await ask();
      if (edit === null) return;
      this.history = edit.history;
      if (edit.imageId !== null && edit.imageId !== this.document?.image.id) {
        await this.open(edit.imageId);
      } else {
        this.#show(edit.diff);
      }
      if (!edit.diff.some(({ table }) => table === 'annotations')) return;
      this.select(changedIds(edit).filter((id) => this.document?.annotations.has(id) === true));
    } catch (error) {
      notices.show('error', messageOf(error));
    }
  }

  /** Rejected suggestions are kept in the store, out of sight. */
  #show(diff: RecordDiff): void {
    if (this.document === null) return;
    const seen = diff.map((change) =>
      change.table === 'annotations' && change.after?.status === 'rejected' ? { ...change, after: null } : change,
    );
    const visible = seen.filter(({ before, after }) => before !== null || after !== null);
    this.document = applyDiff(this.document, visible);
    this.#dropLostSelection();
  }

  #dropLostSelection(): void {
    const annotations = this.document?.annotations;
    if (annotations === undefined) return;
    const kept = [...this.selection].filter((id) => annotations.has(id));
    if (kept.length < this.selection.size) this.selection = new Set(kept);
  }

  /** After a refusal the host's state is the truth. */
  #takeBack(error: unknown, lost: readonly string[]): void {
    notices.show('error', messages.connection.editsRefused(gestureList(lost), messageOf(error)));
    void this.#readAnew();
  }

  async #read(imageId: ImageId): Promise<LabellingDocument> {
    const [{ image, annotations, comments }, labels, history] = await Promise.all([
      host.images.open({ imageId }),
      host.labels.list(),
      host.edits.history(),
    ]);
    this.history = history;
    return createDocument(image, annotations, labels, comments);
  }

  /** Reads again where an edit came meanwhile: the answer may be from before it. */
  async #readAnew(): Promise<void> {
    const imageId = this.document?.image.id;
    if (imageId === undefined) return;
    try {
      for (;;) {
        await this.#queue.settled();
        const { count } = this.#queue;
        const document = await this.#read(imageId);
        if (this.document?.image.id !== imageId) return;
        if (count !== this.#queue.count) continue;
        this.document = document;
        this.#dropLostSelection();
        return;
      }
    } catch (error) {
      // An image that was removed leaves the canvas; of a host that is away the banner tells.
      if (codeOf(error) === 'NOT_FOUND') this.close();
      this.#failure = error;
    }
  }

  #follow(event: HostEvent): void {
    if (event.kind === 'edit' && event.clientId !== clientId) {
      this.history = event.history;
      this.#show(event.diff);
    }
    if (event.kind === 'imagesChanged') {
      const id = this.document?.image.id;
      if (id !== undefined && (event.imageIds === null || event.imageIds.includes(id))) void this.#readAnew();
    }
    if (event.kind === 'labelsChanged') void this.#readAnew();
    if (event.kind === 'project') {
      const path = event.project?.path ?? null;
      if (path !== this.#projectPath && this.#projectPath !== null) this.#leaveProject();
      this.#projectPath = path;
    }
  }

  /** What is not saved by now cannot be saved in another project. */
  #leaveProject(): void {
    this.close();
    const lost = this.#queue.drop();
    if (lost.length > 0) notices.show('error', messages.connection.editsLost(gestureList(lost)));
  }

  #leave(): void {
    if (this.document === null) return;
    this.#tool?.leave();
    for (const listener of this.#leaveListeners) listener();
  }
}

export const openImage = new OpenImage();
