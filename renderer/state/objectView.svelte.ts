import { knownBox } from '../../app/geometry/knownBox.ts';
import { buildSpatialIndex, type SpatialIndex } from '../../app/geometry/spatialIndex.ts';
import type { AnnotationId, AnnotationRecord, ImageId } from '../../app/model/records.ts';
import { withToggledIds } from './idSets.ts';
import { openImage } from './openImage.svelte.ts';

const noObjects: readonly AnnotationRecord[] = [];

/** Which objects of the open image are to be seen, and how suggestions stand to the score that the person set. */
class ObjectView {
  /** Hidden one by one; forgotten with the image. */
  hidden = $state.raw<ReadonlySet<AnnotationId>>(new Set());
  /** All objects out of sight, to judge the image itself. */
  allHidden = $state(false);
  /** 0-1: "accept" and "reject all" concern suggestions at or above, and below it. */
  minScore = $state(0.5);
  #imageId: ImageId | null = null;

  readonly all: readonly AnnotationRecord[] = $derived(
    openImage.document === null ? noObjects : [...openImage.document.annotations.values()],
  );
  readonly visible: readonly AnnotationRecord[] = $derived(
    this.allHidden ? noObjects : this.hidden.size === 0 ? this.all : this.all.filter(({ id }) => !this.hidden.has(id)),
  );
  readonly index: SpatialIndex<AnnotationRecord> = $derived(
    buildSpatialIndex(this.visible.map((value) => ({ box: knownBox(value.geometry), value }))),
  );
  /** Undecided suggestions, the most certain first. */
  readonly suggestions: readonly AnnotationRecord[] = $derived(
    this.all.filter(({ status }) => status === 'suggested').toSorted((a, b) => (b.score ?? 1) - (a.score ?? 1)),
  );
  readonly suggestionsAbove: readonly AnnotationRecord[] = $derived(
    this.suggestions.filter((annotation) => this.isAbove(annotation)),
  );

  isAbove({ score }: AnnotationRecord): boolean {
    return (score ?? 1) >= this.minScore;
  }

  toggle(ids: Iterable<AnnotationId>): void {
    this.hidden = withToggledIds(this.hidden, ids);
  }

  showAll(): void {
    this.hidden = new Set();
    this.allHidden = false;
  }

  /** Shows everything where it is another image than before; the same one keeps what is hidden. */
  showAllOf(imageId: ImageId | null): void {
    if (imageId === this.#imageId) return;
    this.#imageId = imageId;
    this.showAll();
  }
}

export const objectView = new ObjectView();
