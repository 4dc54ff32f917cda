import { maskFromStroke, type StrokePoint } from '../../geometry/brush.ts';
import type { MaskGeometry } from '../../geometry/geometry.ts';
import { equalMasks, subtractMask, uniteMasks } from '../../geometry/maskOperations.ts';
import { maskFromGeometry } from '../../geometry/rasterise.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, LabelId } from '../records.ts';
import { addition, areasOf, reshaped } from './changes.ts';
import { type FittedShape, fitAmong, type Neighbours, noNeighbours } from './neighbours.ts';
import { drawnAnnotation } from './objects.ts';

/** Where the round brush went, and its size in image pixels. */
export interface Stroke {
  readonly points: readonly StrokePoint[];
  readonly diameterPx: number;
}

/** The pixels that a stroke gets among its neighbours, and what these lose; `null` where it lies beside the image. */
export function strokeAmong(
  document: LabellingDocument,
  args: Stroke & { readonly neighbours: Neighbours; readonly now: number },
): FittedShape<MaskGeometry> | null {
  const stroke = maskFromStroke(args.points, args.diameterPx, document.image);
  return stroke === null ? null : fitAmong(stroke, args.neighbours, document.image, args.now);
}

/** Paints into the object `target`, which becomes a mask if it is a polygon, or into a new object where there is none. */
export function paintStroke(
  document: LabellingDocument,
  args: Stroke & {
    readonly target: AnnotationId | null;
    readonly newId: AnnotationId;
    readonly labelId: LabelId;
    /** Without the target; absent: none that the stroke has to mind. */
    readonly neighbours?: Neighbours;
    readonly now: number;
  },
): RecordDiff {
  const fitted = strokeAmong(document, { ...args, neighbours: args.neighbours ?? noNeighbours });
  if (fitted === null || fitted.geometry === null) return [];
  const { geometry: stroke, changes } = fitted;
  const target = args.target === null ? undefined : areasOf(document, [args.target])[0];
  if (target === undefined) {
    return [addition(drawnAnnotation(document, { ...args, id: args.newId, geometry: stroke })), ...changes];
  }
  const before = maskFromGeometry(target.geometry, document.image);
  const after = before === null ? stroke : uniteMasks(before, stroke);
  const isSame = before !== null && equalMasks(before, after);
  return [...(isSame ? [] : reshaped(target, after, args.now)), ...changes];
}

/** Erases from the objects; one with no pixel left is removed, one that the stroke does not reach stays as it is. */
export function eraseStroke(
  document: LabellingDocument,
  args: Stroke & { readonly ids: readonly AnnotationId[]; readonly now: number },
): RecordDiff {
  const stroke = maskFromStroke(args.points, args.diameterPx, document.image);
  if (stroke === null) return [];
  return areasOf(document, args.ids).flatMap((annotation) => {
    const before = maskFromGeometry(annotation.geometry, document.image);
    if (before === null) return [];
    const after = subtractMask(before, stroke);
    return after !== null && equalMasks(before, after) ? [] : reshaped(annotation, after, args.now);
  });
}
