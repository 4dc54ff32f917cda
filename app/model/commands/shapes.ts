import { type Combination, combineGeometries } from '../../geometry/combine.ts';
import type { AreaGeometry } from '../../geometry/geometry.ts';
import { fillHoles } from '../../geometry/holes.ts';
import type { ImageSize } from '../../geometry/imageSize.ts';
import { equalMasks } from '../../geometry/maskOperations.ts';
import { geometryArea } from '../../geometry/measure.ts';
import { partsBySize } from '../../geometry/parts.ts';
import { resizeGeometry } from '../../geometry/resize.ts';
import { simplifyGeometry } from '../../geometry/simplify.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId } from '../records.ts';
import { addition, areasOf, edited, removal } from './changes.ts';

/**
 * Shape operations. An object that would vanish is left alone: deleting is another command. What a person reshapes is
 * accepted thereby, and keeps its label, source, score and place in the drawing order. Points are passed over.
 */

/** Square pixels: less is a matter of rounding. */
const NEGLIGIBLE_AREA = 0.01;

/**
 * The first of `ids` takes the new shape and stays what it is; the others go into it and are removed, but `subtract`
 * leaves them where they are, as two objects that lie beside each other are labelled. No edit with fewer than two, where
 * nothing would be left, and where there is nothing to subtract.
 */
export function combineAnnotations(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly combination: Combination; readonly now: number },
): RecordDiff {
  const annotations = areasOf(document, args.ids);
  const [first, ...others] = annotations;
  if (first === undefined || others.length === 0) return [];
  const geometries = annotations.map(({ geometry }) => geometry);
  const geometry = combineGeometries(args.combination, geometries, document.image);
  if (geometry === null) return [];
  const change = edited(first, { geometry }, args.now);
  if (args.combination !== 'subtract') return [change, ...others.map(removal)];
  // Alone, an outline that crosses itself covers what its parts do.
  const alone = combineGeometries('unite', [first.geometry], document.image) ?? first.geometry;
  return Math.abs(geometryArea(alone) - geometryArea(geometry)) < NEGLIGIBLE_AREA ? [] : [change];
}

/** Changes that every object goes through by itself. */
export const shapeChangeIds = ['fillHoles', 'keepLargest', 'grow', 'shrink', 'smooth', 'simplify'] as const;
export type ShapeChange = (typeof shapeChangeIds)[number];

/** `null`: nothing would be left. */
type ChangeShape = (geometry: AreaGeometry, amountPx: number, size: ImageSize) => AreaGeometry | null;

const changes: { readonly [C in ShapeChange]: ChangeShape } = {
  fillHoles,
  keepLargest: (geometry) => partsBySize(geometry)[0] ?? null,
  grow: (geometry, amountPx, size) => resizeGeometry('grow', geometry, amountPx, size),
  shrink: (geometry, amountPx, size) => resizeGeometry('shrink', geometry, amountPx, size),
  smooth: (geometry, amountPx, size) => resizeGeometry('smooth', geometry, amountPx, size),
  simplify: simplifyGeometry,
};

/** Objects that would vanish, or that the change leaves as they are, are passed over. */
export function changeShapes(
  document: LabellingDocument,
  args: {
    readonly ids: readonly AnnotationId[];
    readonly change: ShapeChange;
    /** Radius of the disc, or tolerance of the outline. */
    readonly amountPx: number;
    readonly now: number;
  },
): RecordDiff {
  return areasOf(document, args.ids).flatMap((annotation) => {
    const before = annotation.geometry;
    const geometry = changes[args.change](before, args.amountPx, document.image);
    if (geometry === null || geometry === before) return [];
    const isSame = geometry.kind === 'mask' && before.kind === 'mask' && equalMasks(geometry, before);
    return isSame ? [] : [edited(annotation, { geometry }, args.now)];
  });
}

/**
 * One object for every part, each with its holes. The largest part stays the object that it was; the others are copies of
 * it with ids from `newId` and the same place in the drawing order.
 */
export function splitAnnotations(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly newId: () => AnnotationId; readonly now: number },
): RecordDiff {
  return areasOf(document, args.ids).flatMap((annotation): RecordDiff => {
    const [largest, ...others] = partsBySize(annotation.geometry);
    if (largest === undefined || others.length === 0) return [];
    const copies = others.map((geometry) =>
      addition({ ...annotation, id: args.newId(), geometry, status: 'accepted', updatedAt: args.now }),
    );
    return [edited(annotation, { geometry: largest }, args.now), ...copies];
  });
}
