import type { CutLine } from '../../geometry/cutLine.ts';
import type { AreaGeometry } from '../../geometry/geometry.ts';
import { splitGeometry } from '../../geometry/split.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, AnnotationRecord } from '../records.ts';
import { addition, areasOf, edited } from './changes.ts';

/** An object that a line cuts through, and its pieces, largest first. */
export interface SplitObject {
  readonly annotation: AnnotationRecord;
  readonly pieces: readonly AreaGeometry[];
}

/** The objects among these that the line cuts through. */
export function objectsSplitBy(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly line: CutLine },
): readonly SplitObject[] {
  return areasOf(document, args.ids).flatMap((annotation) => {
    const pieces = splitGeometry(annotation.geometry, args.line);
    return pieces === null ? [] : [{ annotation, pieces }];
  });
}

/** How many objects `splitAnnotations` adds, and so how many new ids it needs. */
export function countNewPieces(objects: readonly SplitObject[]): number {
  return objects.reduce((count, { pieces }) => count + pieces.length - 1, 0);
}

/**
 * The largest piece stays the object that it was. The others are new objects of the same label and origin, and of the same
 * time of making, so that they stay where they were in the drawing order.
 */
export function splitAnnotations(args: {
  readonly objects: readonly SplitObject[];
  readonly newIds: readonly AnnotationId[];
  readonly now: number;
}): RecordDiff {
  const ids = args.newIds.values();
  return args.objects.flatMap(({ annotation, pieces }) => {
    const [largest, ...others] = pieces;
    if (largest === undefined) return [];
    const added = others.flatMap((geometry) => {
      const { value: id } = ids.next();
      if (id === undefined) return [];
      return [addition({ ...annotation, id, geometry, status: 'accepted', updatedAt: args.now })];
    });
    return [edited(annotation, { geometry: largest }, args.now), ...added];
  });
}
