import { knownBox } from '../../app/geometry/knownBox.ts';
import { buildSpatialIndex, renewSpatialIndex, type SpatialIndex } from '../../app/geometry/spatialIndex.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import { drawingOrder } from '../../app/model/document.ts';
import type { AnnotationId, AnnotationRecord, ImageId, LabelId } from '../../app/model/records.ts';
import { withToggledIds } from './idSets.ts';
import { labelsHiddenBySolo } from './labelSolo.ts';
import { openImage } from './openImage.svelte.ts';

const noObjects: readonly AnnotationRecord[] = [];
const boxOf = ({ geometry }: AnnotationRecord) => knownBox(geometry);

/**
 * Which objects of the open image are to be seen, and how suggestions stand to the score that the person set. What is
 * hidden is found by no tool and changed by no operation, although it may be selected.
 */
class ObjectView {
  /** Hidden one by one; forgotten with the image. */
  hidden = $state.raw<ReadonlySet<AnnotationId>>(new Set());
  /** Objects of these labels are hidden on every image. */
  hiddenLabels = $state.raw<ReadonlySet<LabelId>>(new Set());
  /** All objects out of sight, to judge the image itself. */
  allHidden = $state(false);
  /** 0-1: "accept" and "reject all" concern suggestions at or above, and below it. */
  minScore = $state(0.5);
  #imageId: ImageId | null = null;
  #lastIndex: SpatialIndex<AnnotationRecord> = buildSpatialIndex([]);

  readonly all: readonly AnnotationRecord[] = $derived(
    openImage.document === null ? noObjects : [...openImage.document.annotations.values()],
  );
  readonly visible: readonly AnnotationRecord[] = $derived(
    this.allHidden
      ? noObjects
      : this.hidden.size + this.hiddenLabels.size === 0
        ? this.all
        : this.all.filter((annotation) => this.isShown(annotation)),
  );
  /** What operations change: the selected objects that are to be seen, in the order in which they were selected. */
  readonly selected: ReadonlySet<AnnotationId> = $derived.by(() => {
    const { document, selection } = openImage;
    const isChangeable = (id: AnnotationId): boolean => {
      const annotation = document?.annotations.get(id);
      return annotation !== undefined && !this.allHidden && this.isShown(annotation);
    };
    return [...selection].every(isChangeable) ? selection : new Set([...selection].filter(isChangeable));
  });
  readonly index: SpatialIndex<AnnotationRecord> = $derived.by(() => {
    this.#lastIndex = renewSpatialIndex(this.#lastIndex, this.visible, boxOf, drawingOrder);
    return this.#lastIndex;
  });
  /** Undecided suggestions, the most certain first. */
  readonly suggestions: readonly AnnotationRecord[] = $derived(
    this.all.filter(({ status }) => status === 'suggested').toSorted((a, b) => (b.score ?? 1) - (a.score ?? 1)),
  );
  readonly visibleSuggestions: readonly AnnotationRecord[] = $derived(
    this.allHidden ? noObjects : this.suggestions.filter((annotation) => this.isShown(annotation)),
  );
  readonly suggestionsAbove: readonly AnnotationRecord[] = $derived(
    this.visibleSuggestions.filter((annotation) => this.isAbove(annotation)),
  );

  isAbove({ score }: AnnotationRecord): boolean {
    return (score ?? 1) >= this.minScore;
  }

  /** As far as it does not depend on whether all objects are out of sight. */
  isShown({ id, labelId }: AnnotationRecord): boolean {
    return !this.hidden.has(id) && !this.hiddenLabels.has(labelId);
  }

  toggle(ids: Iterable<AnnotationId>): void {
    this.hidden = withToggledIds(this.hidden, ids);
  }

  toggleLabel(labelId: LabelId): void {
    this.hiddenLabels = withToggledIds(this.hiddenLabels, [labelId]);
  }

  /** Shows this label alone, or all labels where it is alone already. */
  soloLabel(labelId: LabelId): void {
    this.hiddenLabels = labelsHiddenBySolo([...(openImage.document?.labels.keys() ?? [])], this.hiddenLabels, labelId);
  }

  showAllLabels(): void {
    this.hiddenLabels = new Set();
  }

  /** New objects, and those that get another label, are seen whatever was hidden. */
  showNew(diff: RecordDiff): void {
    const labelIds = new Set(
      diff.flatMap(({ table, before, after }) =>
        table === 'annotations' && after !== null && before?.labelId !== after.labelId ? [after.labelId] : [],
      ),
    );
    if (labelIds.size === 0) return;
    this.allHidden = false;
    const hidden = [...this.hiddenLabels].filter((id) => !labelIds.has(id));
    if (hidden.length < this.hiddenLabels.size) this.hiddenLabels = new Set(hidden);
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
