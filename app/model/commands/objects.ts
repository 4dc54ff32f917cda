import { carriedValues, defaultValues } from '../attributes.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { geometryBox } from '../../geometry/measure.ts';
import { clipGeometry, translateGeometry } from '../../geometry/transform.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, AnnotationRecord, GroupId, LabelId } from '../records.ts';
import { addition, annotationsOf, edited, removal, reshaped } from './changes.ts';

/** Commands on whole objects. Each is pure: times and new ids are given, the diff is all that it returns. */

export interface NewAnnotation {
  readonly id: AnnotationId;
  readonly labelId: LabelId;
  readonly geometry: Geometry;
  readonly now: number;
}

/** An object that a person drew, cut at the border of the image; nothing where all of it lies outside. */
export function addAnnotation(document: LabellingDocument, args: NewAnnotation): RecordDiff {
  const geometry = clipGeometry(args.geometry, document.image);
  return geometry === null ? [] : [addition(drawnAnnotation(document, { ...args, geometry }))];
}

export function drawnAnnotation(document: LabellingDocument, args: NewAnnotation): AnnotationRecord {
  return {
    id: args.id,
    imageId: document.image.id,
    labelId: args.labelId,
    geometry: args.geometry,
    source: { kind: 'person' },
    score: null,
    status: 'accepted',
    isCrowd: false,
    attributes: defaultValues(document.labels.get(args.labelId)),
    groupId: null,
    createdAt: args.now,
    updatedAt: args.now,
  };
}

/** `geometry` null removes the object. */
export function changeGeometry(
  document: LabellingDocument,
  args: { readonly id: AnnotationId; readonly geometry: Geometry | null; readonly now: number },
): RecordDiff {
  const geometry = args.geometry === null ? null : clipGeometry(args.geometry, document.image);
  return annotationsOf(document, [args.id]).flatMap((annotation) => reshaped(annotation, geometry, args.now));
}

export function removeAnnotations(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[] },
): RecordDiff {
  return annotationsOf(document, args.ids).map(removal);
}

/** Copies as a person's own objects, moved by `dx`, `dy` image pixels. `newIds` names the copies, one for every id. */
export function duplicateAnnotations(
  document: LabellingDocument,
  args: {
    readonly ids: readonly AnnotationId[];
    readonly newIds: readonly AnnotationId[];
    readonly dx: number;
    readonly dy: number;
    readonly now: number;
  },
): RecordDiff {
  const { dx, dy } = shiftInside(document, args);
  const groupIds = groupsOfCopies(document, args);
  return args.ids.flatMap((id, index) => {
    const annotation = document.annotations.get(id);
    const newId = args.newIds[index];
    if (annotation === undefined || newId === undefined) return [];
    const geometry = translateGeometry(annotation.geometry, dx, dy);
    const copy = drawnAnnotation(document, { id: newId, labelId: annotation.labelId, geometry, now: args.now });
    const { isCrowd, attributes, groupId: before } = annotation;
    const groupId = before === null ? null : (groupIds.get(before) ?? null);
    return [addition({ ...copy, isCrowd, attributes, groupId })];
  });
}

/** What is copied of a group together becomes a group of its own, which has the id of its first copy. */
function groupsOfCopies(
  document: LabellingDocument,
  { ids, newIds }: { readonly ids: readonly AnnotationId[]; readonly newIds: readonly AnnotationId[] },
): ReadonlyMap<GroupId, GroupId> {
  const groups = Map.groupBy(ids.keys(), (index) => document.annotations.get(ids[index] ?? '')?.groupId ?? null);
  const copies = [...groups].flatMap(([groupId, [first, ...others]]) => {
    const newId: string | undefined = first === undefined || others.length === 0 ? undefined : newIds[first];
    return groupId === null || newId === undefined ? [] : [[groupId, newId] as const];
  });
  return new Map(copies);
}

/** Values of attributes go along where the new label defines the same by name and kind. */
export function changeLabel(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly labelId: LabelId; readonly now: number },
): RecordDiff {
  return annotationsOf(document, args.ids)
    .filter(({ labelId }) => labelId !== args.labelId)
    .map((annotation) => {
      const [from, to] = [annotation.labelId, args.labelId].map((id) => document.labels.get(id));
      const attributes = carriedValues(annotation.attributes, from, to);
      return edited(annotation, { labelId: args.labelId, attributes }, args.now);
    });
}

/** Moves objects together, no further than to the border of the image, so that none loses pixels. */
export function moveAnnotations(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly dx: number; readonly dy: number; readonly now: number },
): RecordDiff {
  const { dx, dy } = shiftInside(document, args);
  if (dx === 0 && dy === 0) return [];
  return annotationsOf(document, args.ids).map((annotation) =>
    edited(annotation, { geometry: translateGeometry(annotation.geometry, dx, dy) }, args.now),
  );
}

/** The part of a shift that keeps the objects on the image; whole pixels as soon as one of them is a mask. */
export function shiftInside(
  document: LabellingDocument,
  args: { readonly ids: readonly AnnotationId[]; readonly dx: number; readonly dy: number },
): { readonly dx: number; readonly dy: number } {
  let { dx, dy } = args;
  const { width, height } = document.image;
  for (const { geometry } of annotationsOf(document, args.ids)) {
    const box = geometryBox(geometry);
    dx = Math.min(Math.max(dx, Math.min(-box.x, 0)), Math.max(width - box.x - box.width, 0));
    dy = Math.min(Math.max(dy, Math.min(-box.y, 0)), Math.max(height - box.y - box.height, 0));
  }
  const whole = annotationsOf(document, args.ids).some(({ geometry }) => geometry.kind === 'mask');
  return whole ? { dx: Math.round(dx), dy: Math.round(dy) } : { dx, dy };
}
