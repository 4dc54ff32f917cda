import type { RecordDiff } from '../../app/model/diff.ts';
import type { ImageId, LabelId } from '../../app/model/records.ts';
import { host, messageOf } from './host.ts';
import { labels } from './labels.svelte.ts';
import { withLabelEdit } from './labelCounts.ts';
import { notices } from './notices.svelte.ts';

/** Which images have objects of the label that the image list is narrowed to. */
export class LabelFilter {
  #chosen = $state<LabelId | null>(null);
  #objects = $state.raw<ReadonlyMap<ImageId, number> | null>(null);
  #readingNumber = 0;
  #isReading = false;

  /** `null` also where the chosen label is gone; undoing its removal brings it back. */
  readonly labelId: LabelId | null = $derived(
    this.#chosen !== null && labels.get(this.#chosen) !== null ? this.#chosen : null,
  );
  /** `null` where no label is chosen, and until the host has answered. */
  readonly images: ReadonlyMap<ImageId, number> | null = $derived(this.labelId === null ? null : this.#objects);

  choose(labelId: LabelId | null): void {
    if (labelId === this.#chosen) return;
    this.#chosen = labelId;
    this.#objects = null;
    void this.read();
  }

  async read(): Promise<void> {
    const readingNumber = ++this.#readingNumber;
    const labelId = this.#chosen;
    if (labelId === null) return;
    this.#isReading = true;
    try {
      const objects = await host.images.withLabel({ labelId });
      if (readingNumber !== this.#readingNumber) return;
      this.#objects = new Map(Object.entries(objects));
    } catch (error) {
      if (readingNumber !== this.#readingNumber) return;
      notices.show('error', messageOf(error));
      this.choose(null);
    }
    this.#isReading = false;
  }

  /** An answer that is under way may be from before the edit. */
  follow(diff: RecordDiff): void {
    if (this.#chosen === null) return;
    if (this.#isReading) void this.read();
    else if (this.#objects !== null) this.#objects = withLabelEdit(this.#objects, this.#chosen, diff);
  }
}
