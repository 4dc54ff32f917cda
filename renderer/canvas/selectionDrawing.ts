import { viewFromImage, type ViewPoint } from '../../app/geometry/spaces.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import type { View } from './drawnFrame.ts';
import { colourOfLabel, type DrawnObjects, enterImageSpace } from './objectDrawing.ts';
import { pathOf } from './objectPath.ts';
import { drawVertex } from './overlayDrawing.ts';
import { drawPoints, placesTold } from './pointDrawing.ts';

const HALO_WIDTH = 4.5;
const OUTLINE_WIDTH = 2.5;
const HANDLE_HALF = 3;
/** Closer handles would hide the outline: they appear when one zooms in. CSS pixels. */
const FEWEST_SPACING = 7;

/** Selected objects: a heavy outline in their colour within a light one, handles on the vertices of a polygon, larger discs. */
export function drawSelection(
  context: CanvasRenderingContext2D,
  selected: readonly AnnotationRecord[],
  labels: DrawnObjects['labels'],
  view: View,
  withHandles: boolean,
): void {
  const { scale } = view.transform;
  context.save();
  enterImageSpace(context, view.transform);
  context.lineJoin = 'round';
  for (const { geometry, labelId, status } of selected) {
    if (geometry.kind === 'points') {
      const look = { colour: colourOfLabel(labels, labelId), size: 'selected', alpha: 1 } as const;
      drawPoints(context, placesTold(geometry, scale), look, scale);
      continue;
    }
    const path = pathOf(geometry);
    context.setLineDash(status === 'suggested' ? [8 / scale, 5 / scale] : []);
    context.strokeStyle = '#ffffff';
    context.lineWidth = HALO_WIDTH / scale;
    context.stroke(path);
    context.strokeStyle = colourOfLabel(labels, labelId);
    context.lineWidth = OUTLINE_WIDTH / scale;
    context.stroke(path);
  }
  context.restore();
  const [only, ...others] = selected;
  if (withHandles && only !== undefined && others.length === 0) drawHandles(context, only, labels, view);
}

function drawHandles(
  context: CanvasRenderingContext2D,
  { geometry, labelId }: AnnotationRecord,
  labels: DrawnObjects['labels'],
  view: View,
): void {
  if (geometry.kind !== 'polygon') return;
  const colour = colourOfLabel(labels, labelId);
  for (const { outline, holes } of geometry.parts) {
    for (const ring of [outline, ...holes]) {
      let last: ViewPoint | null = null;
      for (let index = 0; index < ring.length; index += 2) {
        const place = viewFromImage(view.transform, { x: ring[index] as number, y: ring[index + 1] as number });
        const isClose = last !== null && Math.hypot(place.x - last.x, place.y - last.y) < FEWEST_SPACING;
        if (isClose) continue;
        last = place;
        drawVertex(context, place, colour, HANDLE_HALF, '#ffffff');
      }
    }
  }
}
