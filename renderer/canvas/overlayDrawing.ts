import type { ImagePoint, Viewport } from '../../app/geometry/spaces.ts';
import { viewFromImage } from '../../app/geometry/spaces.ts';
import type { OverlayItem, VertexLook } from '../tools/overlay.ts';
import { drawMeasurement } from './aids/measurementDrawing.ts';
import type { View } from './drawnFrame.ts';
import { enterImageSpace } from './objectDrawing.ts';
import { pathOf } from './objectPath.ts';
import { drawPoints, placesTold } from './pointDrawing.ts';
import type { StrokePreview } from './strokePreview.ts';

/** Lines over an image of any brightness: a dark line below a light one. */
const SHADE = 'rgb(0 0 0 / 65%)';
const LIGHT = '#ffffff';
const SNAP_RADIUS = 8;
const VERTEX_HALF = 3.5;

interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly strokes: StrokePreview;
  /** Of what the tools show filled. */
  readonly fillAlpha: number;
}

type DrawItem<K extends OverlayItem['kind']> = (drawing: Drawing, item: Extract<OverlayItem, { kind: K }>) => void;

const drawers: { readonly [K in OverlayItem['kind']]: DrawItem<K> } = {
  draft: ({ context, view, fillAlpha }, { vertices, cursor, colour, closing }) => {
    const points = ringPoints(vertices).map((vertex) => viewFromImage(view.transform, vertex));
    const next = cursor === null ? [] : [viewFromImage(view.transform, cursor)];
    const line = new Path2D();
    const [first] = points;
    [...points, ...(closing && first ? [first] : next)].forEach(({ x, y }, index) =>
      index === 0 ? line.moveTo(x, y) : line.lineTo(x, y),
    );
    if (points.length > 2) {
      context.fillStyle = colour;
      context.globalAlpha = closing ? fillAlpha : fillAlpha / 2;
      context.fill(line, 'evenodd');
      context.globalAlpha = 1;
    }
    strokeTwice(context, line, colour, 1.75);
    const spaced = points.filter((_, index) => index === 0 || points.length < 400);
    for (const point of spaced) drawVertex(context, point, colour, VERTEX_HALF - 0.5, LIGHT);
    if (first !== undefined && closing) drawSnapCircle(context, first, colour);
  },
  line: ({ context, view }, { points, cursor, colour }) => {
    const places = points.map((point) => viewFromImage(view.transform, point));
    const line = new Path2D();
    [...places, ...(cursor === null ? [] : [viewFromImage(view.transform, cursor)])].forEach(({ x, y }, index) =>
      index === 0 ? line.moveTo(x, y) : line.lineTo(x, y),
    );
    strokeTwice(context, line, colour, 1.75);
    for (const place of places) drawVertex(context, place, colour, VERTEX_HALF - 0.5, LIGHT);
  },
  shape: ({ context, view, fillAlpha }, { geometry, colour }) => {
    context.save();
    enterImageSpace(context, view.transform);
    if (geometry.kind === 'points') {
      const { scale } = view.transform;
      drawPoints(context, placesTold(geometry, scale), { colour, size: 'selected', alpha: 1 }, scale);
      context.restore();
      return;
    }
    const path = pathOf(geometry);
    context.fillStyle = colour;
    context.globalAlpha = fillAlpha;
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
    strokeTwice(context, path, colour, 2.5 / view.transform.scale);
    context.restore();
  },
  vertex: ({ context, view }, { point, colour, look }) => drawVertexLook(context, view.transform, point, colour, look),
  point: ({ context, view }, { point, colour, look }) => {
    const { x, y } = viewFromImage(view.transform, point);
    const ring = new Path2D();
    ring.arc(x, y, SNAP_RADIUS + 1, 0, 2 * Math.PI);
    strokeTwice(context, ring, look === 'chosen' ? LIGHT : colour, 1.5);
  },
  measurement: ({ context, view }, { line, spacing }) => drawMeasurement(context, view, line, spacing),
  snap: ({ context, view }, { point, onto }) => {
    const { x, y } = viewFromImage(view.transform, point);
    const mark = new Path2D();
    if (onto === 'vertex') {
      mark.rect(x - SNAP_RADIUS, y - SNAP_RADIUS, 2 * SNAP_RADIUS, 2 * SNAP_RADIUS);
    } else {
      mark.moveTo(x - SNAP_RADIUS, y - SNAP_RADIUS);
      mark.lineTo(x + SNAP_RADIUS, y + SNAP_RADIUS);
      mark.moveTo(x + SNAP_RADIUS, y - SNAP_RADIUS);
      mark.lineTo(x - SNAP_RADIUS, y + SNAP_RADIUS);
    }
    strokeTwice(context, mark, LIGHT, 1.5);
  },
  rubberBand: ({ context, view }, { from, to }) => {
    const start = viewFromImage(view.transform, from);
    const end = viewFromImage(view.transform, to);
    const band = new Path2D();
    band.rect(
      Math.round(Math.min(start.x, end.x)) + 0.5,
      Math.round(Math.min(start.y, end.y)) + 0.5,
      Math.round(Math.abs(end.x - start.x)),
      Math.round(Math.abs(end.y - start.y)),
    );
    context.fillStyle = 'rgb(255 255 255 / 10%)';
    context.fill(band);
    strokeTwice(context, band, LIGHT, 1);
  },
  brush: ({ context, view }, { centre, diameterPx, erasing, lineFrom }) => {
    const { x, y } = viewFromImage(view.transform, centre);
    const radius = (diameterPx / 2) * view.transform.scale;
    if (lineFrom !== null) {
      const start = viewFromImage(view.transform, lineFrom);
      const line = new Path2D();
      line.moveTo(start.x, start.y);
      line.lineTo(x, y);
      context.setLineDash([6, 4]);
      strokeTwice(context, line, LIGHT, 1);
      context.setLineDash([]);
    }
    const circle = new Path2D();
    circle.arc(x, y, Math.max(radius, 1), 0, 2 * Math.PI);
    strokeTwice(context, circle, LIGHT, 1);
    // A cross keeps a small brush findable and says which of the two tools it is.
    const arm = 4;
    const cross = new Path2D();
    cross.moveTo(x - arm, y);
    cross.lineTo(x + arm, y);
    if (!erasing) {
      cross.moveTo(x, y - arm);
      cross.lineTo(x, y + arm);
    }
    strokeTwice(context, cross, LIGHT, 1);
  },
  stroke: ({ context, view, strokes, fillAlpha }, item) => {
    context.save();
    strokes.draw(context, item, view, fillAlpha);
    context.restore();
  },
};

export function drawOverlay(drawing: Drawing, items: readonly OverlayItem[]): void {
  for (const item of items) (drawers[item.kind] as DrawItem<OverlayItem['kind']>)(drawing, item);
}

function ringPoints(ring: readonly number[]): ImagePoint[] {
  return Array.from({ length: ring.length / 2 }, (_, vertex) => ({
    x: ring[vertex * 2] as number,
    y: ring[vertex * 2 + 1] as number,
  }));
}

export function strokeTwice(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.lineJoin = 'round';
  context.strokeStyle = SHADE;
  context.lineWidth = width * 2.2;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

export function drawVertex(
  context: CanvasRenderingContext2D,
  { x, y }: { readonly x: number; readonly y: number },
  outline: string,
  half: number,
  fill: string,
): void {
  context.fillStyle = SHADE;
  context.fillRect(x - half - 2, y - half - 2, 2 * half + 4, 2 * half + 4);
  context.fillStyle = outline;
  context.fillRect(x - half - 1, y - half - 1, 2 * half + 2, 2 * half + 2);
  context.fillStyle = fill;
  context.fillRect(x - half, y - half, 2 * half, 2 * half);
}

function drawVertexLook(
  context: CanvasRenderingContext2D,
  transform: Viewport,
  point: ImagePoint,
  colour: string,
  look: VertexLook,
): void {
  const place = viewFromImage(transform, point);
  if (look === 'ghost') {
    context.globalAlpha = 0.8;
    drawVertex(context, place, LIGHT, VERTEX_HALF - 0.5, colour);
    context.globalAlpha = 1;
    return;
  }
  drawVertex(context, place, colour, VERTEX_HALF + 1.5, look === 'chosen' ? colour : LIGHT);
  if (look === 'chosen') drawVertex(context, place, colour, 1.5, LIGHT);
}

/** The next press closes the ring. */
function drawSnapCircle(
  context: CanvasRenderingContext2D,
  { x, y }: { readonly x: number; readonly y: number },
  colour: string,
): void {
  const circle = new Path2D();
  circle.arc(x, y, SNAP_RADIUS, 0, 2 * Math.PI);
  strokeTwice(context, circle, LIGHT, 2);
  const dot = new Path2D();
  dot.arc(x, y, 3, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill(dot);
}
