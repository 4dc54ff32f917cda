import type { Geometry, MaskGeometry, PointsGeometry, PolygonGeometry, Ring } from '../geometry/geometry.ts';
import { maskFromSpans, spansFromMask } from '../geometry/spans.ts';
import { checkDefinitions } from './attributes.ts';
import type { EditableRecords, RecordChange, RecordDiff } from './diff.ts';
import type { AnnotationRecord, CommentRecord, DisplayWindow, ImageRecord, LabelRecord } from './records.ts';
import { cleanTags } from './tags.ts';

/**
 * What holds for every record beyond the shape of its fields. Each check returns one sentence that says what is wrong,
 * or `null`. The host asks before it commits an edit.
 */

const checks: { readonly [T in keyof EditableRecords]: (record: EditableRecords[T]) => string | null } = {
  annotations: checkAnnotation,
  labels: checkLabel,
  images: checkImage,
  comments: checkComment,
};

export function checkDiff(diff: RecordDiff): string | null {
  const seen = new Set<string>();
  for (const change of diff) {
    const id = (change.after ?? change.before)?.id;
    if (id === undefined) return `A change of ${change.table} has neither a record before nor one after.`;
    const key = `${change.table} ${id}`;
    if (seen.has(key)) return `The edit changes ${key} twice.`;
    seen.add(key);
    const problem = checkChange(change);
    if (problem !== null) return problem;
  }
  return null;
}

function checkChange(change: RecordChange): string | null {
  if (change.before !== null && change.after !== null && change.before.id !== change.after.id) {
    return `A change of ${change.table} turns ${change.before.id} into another record, ${change.after.id}.`;
  }
  return change.after === null ? null : (checks[change.table] as (record: unknown) => string | null)(change.after);
}

export function checkAnnotation(annotation: AnnotationRecord): string | null {
  const { id, score, createdAt, updatedAt } = annotation;
  if (score !== null && !(score >= 0 && score <= 1)) return `Object ${id} has a score of ${score}; it must be 0 to 1.`;
  if (!Number.isFinite(createdAt) || !Number.isFinite(updatedAt)) return `Object ${id} has no valid time.`;
  if (Object.values(annotation.attributes).some((value) => typeof value === 'number' && !Number.isFinite(value)))
    return `Object ${id} has an attribute that is no finite number.`;
  const problem = checkGeometry(annotation.geometry);
  return problem === null ? null : `Object ${id}: ${problem}`;
}

export function checkGeometry(geometry: Geometry): string | null {
  return (geometryChecks[geometry.kind] as (geometry: Geometry) => string | null)(geometry);
}

const geometryChecks: {
  readonly [K in Geometry['kind']]: (geometry: Extract<Geometry, { kind: K }>) => string | null;
} = {
  polygon: checkPolygon,
  mask: checkMask,
  points: checkPoints,
};

function checkPoints({ points }: PointsGeometry): string | null {
  if (points.length === 0) return 'there are no points.';
  if (points.length % 2 !== 0) return 'the last point lacks its y.';
  return points.every(Number.isFinite) ? null : 'a point has a coordinate that is no finite number.';
}

function checkPolygon({ parts }: PolygonGeometry): string | null {
  if (parts.length === 0) return 'the polygon has no parts.';
  const rings = parts.flatMap(({ outline, holes }) => [outline, ...holes]);
  return rings.reduce<string | null>((problem, ring) => problem ?? checkRing(ring), null);
}

function checkRing(ring: Ring): string | null {
  if (ring.length % 2 !== 0) return 'a ring lacks the y of its last vertex.';
  if (ring.length < 6) return `a ring has ${ring.length / 2} vertices; it needs at least 3.`;
  return ring.every(Number.isFinite) ? null : 'a ring has a coordinate that is no finite number.';
}

function checkMask(mask: MaskGeometry): string | null {
  const { box } = mask;
  if (![box.x, box.y, box.width, box.height].every(Number.isSafeInteger)) return 'the mask box is not in whole pixels.';
  if (box.width < 1 || box.height < 1) return 'the mask box is empty.';
  try {
    const tight = maskFromSpans(spansFromMask(mask));
    if (tight === null) return 'the mask has no pixels.';
    const isTight = tight.box.x === box.x && tight.box.y === box.y && tight.counts === mask.counts;
    return isTight ? null : 'the mask is not written with its tight box and shortest runs.';
  } catch (error) {
    if (error instanceof RangeError) return `the mask cannot be read. ${error.message}`;
    throw error;
  }
}

function checkLabel(label: LabelRecord): string | null {
  if (label.name.trim() === '') return 'A label needs a name.';
  if (!/^#[0-9a-f]{6}$/i.test(label.colour))
    return `Label ${label.name} has the colour ${label.colour}; write it as #rrggbb.`;
  if (label.hotkey !== null && [...label.hotkey].length !== 1) {
    return `Label ${label.name} has the hotkey "${label.hotkey}"; it must be one key.`;
  }
  const problem = checkDefinitions(label.attributes);
  return problem === null ? null : `Label ${label.name}: ${problem}`;
}

function checkImage(image: ImageRecord): string | null {
  if (image.width < 1 || image.height < 1) return `Image ${image.name} has no pixels.`;
  if (image.pixelSpacing !== null && Math.min(image.pixelSpacing.xMm, image.pixelSpacing.yMm) <= 0) {
    return `Image ${image.name} has pixels without a size.`;
  }
  if (cleanTags(image.tags).join('\n') !== image.tags.join('\n')) {
    return `Image ${image.name} has a tag that is empty, written with spaces, or there twice.`;
  }
  const windows = [image.valueRange, image.displayWindow].filter((window): window is DisplayWindow => window !== null);
  return windows.every(({ low, high }) => low <= high)
    ? null
    : `Image ${image.name} has a window whose low end lies above its high end.`;
}

function checkComment({ id, point, text }: CommentRecord): string | null {
  if (text.trim() === '') return 'A comment needs a text.';
  return Number.isFinite(point.x) && Number.isFinite(point.y) ? null : `Comment ${id} has no place on its image.`;
}
