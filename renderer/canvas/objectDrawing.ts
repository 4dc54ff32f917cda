import type { AreaGeometry, PixelBox, PointsGeometry } from '../../app/geometry/geometry.ts';
import { knownBox } from '../../app/geometry/knownBox.ts';
import type { Viewport } from '../../app/geometry/spaces.ts';
import type { SpatialIndex } from '../../app/geometry/spatialIndex.ts';
import type { AnnotationRecord, ImageId, LabelId, LabelRecord } from '../../app/model/records.ts';
import type { HiddenObjects } from '../tools/overlay.ts';
import { type ObjectLook, smallFillAlpha } from './objectLook.ts';
import { coarsePathOf, pathOf } from './objectPath.ts';
import { drawPoints, placesTold } from './pointDrawing.ts';

/** Suggestions are dashed, in CSS pixels; unlikely ones step back. */
const SUGGESTION_DASH = [5, 4];
const FAINT_ALPHA = 0.35;
export const UNKNOWN_LABEL_COLOUR = '#9a9a9a';
/** Smaller objects have no outline, the smallest no shape: so ten thousand of them are drawn in one frame. CSS pixels. */
const OUTLINED_EXTENT = 12;
const SPECK_EXTENT = 5;
const SPECK_WORK = 0.05;
const SHAPE_WORK = 0.25;
const POINT_WORK = 0.1;

type Coloured = Pick<LabelRecord, 'colour'>;

/** What is drawn: a new value whenever any of it changes. */
export interface DrawnObjects {
  readonly imageId: ImageId | null;
  readonly index: SpatialIndex<AnnotationRecord>;
  readonly labels: ReadonlyMap<LabelId, Coloured>;
  /** Left out, because a tool shows them as they will be. */
  readonly hides: HiddenObjects;
  /** Suggestions below it step back. */
  readonly minScore: number;
  readonly look: ObjectLook;
}

/** From here on the context draws in image space. */
export function enterImageSpace(context: CanvasRenderingContext2D, { scale, offsetX, offsetY }: Viewport): void {
  context.transform(scale, 0, 0, scale, offsetX, offsetY);
}

/**
 * Draws `records` in their order on a context that is in image space, and yields the work of each, in outlines, so that a
 * caller may go on in another frame.
 */
export function* drawRecords(
  context: CanvasRenderingContext2D,
  records: readonly AnnotationRecord[],
  { labels, hides, minScore, look: wanted }: DrawnObjects,
  scale: number,
): Generator<number, void> {
  context.lineWidth = wanted.outlineWidthPx / scale;
  context.lineJoin = 'round';
  const dash = SUGGESTION_DASH.map((length) => length / scale);
  for (const annotation of records) {
    if (hides.has(annotation.id)) continue;
    const suggested = annotation.status === 'suggested';
    const strength = suggested && (annotation.score ?? 1) < minScore ? FAINT_ALPHA : 1;
    const look = { ...wanted, colour: colourOfLabel(labels, annotation.labelId), suggested, strength, dash };
    if (annotation.geometry.kind === 'points') {
      yield drawMarks(context, annotation.geometry, look, scale);
      // Outlines of what follows are as thick as ever.
      context.lineWidth = wanted.outlineWidthPx / scale;
      continue;
    }
    const box = knownBox(annotation.geometry);
    const extent = Math.max(box.width, box.height) * scale;
    if (extent < SPECK_EXTENT) yield drawSpeck(context, box, look);
    else yield drawObject(context, annotation.geometry, look, extent >= OUTLINED_EXTENT);
  }
}

interface Look extends ObjectLook {
  readonly colour: string;
  readonly suggested: boolean;
  readonly strength: number;
  readonly dash: readonly number[];
}

/** Points have no area that could hide the image: they are as strong as outlines. */
function drawMarks(context: CanvasRenderingContext2D, geometry: PointsGeometry, look: Look, scale: number): number {
  const { colour, suggested, strength } = look;
  const places = placesTold(geometry, scale);
  drawPoints(context, places, { colour, size: 'plain', alpha: (suggested ? 0.6 : 1) * strength }, scale);
  return POINT_WORK * places.length;
}

/** Too small to have a shape on the screen. */
function drawSpeck(context: CanvasRenderingContext2D, box: PixelBox, look: Look): number {
  const alpha = smallFillAlpha(look, true);
  context.fillStyle = look.colour;
  context.globalAlpha = (look.suggested ? 0.6 * alpha : alpha) * look.strength;
  context.fillRect(box.x, box.y, box.width, box.height);
  return SPECK_WORK;
}

function drawObject(context: CanvasRenderingContext2D, geometry: AreaGeometry, look: Look, outlined: boolean): number {
  const { colour, suggested, strength, dash } = look;
  const path = outlined ? pathOf(geometry) : coarsePathOf(geometry);
  const alpha = outlined ? look.fillAlpha : smallFillAlpha(look, false);
  if (alpha > 0) {
    context.fillStyle = colour;
    context.globalAlpha = (suggested ? alpha / 2 : alpha) * strength;
    context.fill(path, 'evenodd');
  }
  if (!outlined) return SHAPE_WORK;
  if (look.outlineWidthPx === 0) return 1;
  context.strokeStyle = colour;
  context.globalAlpha = strength;
  context.setLineDash(suggested ? [...dash] : []);
  context.stroke(path);
  return 1;
}

export function colourOfLabel(labels: ReadonlyMap<LabelId, Coloured>, labelId: LabelId): string {
  return labels.get(labelId)?.colour ?? UNKNOWN_LABEL_COLOUR;
}
