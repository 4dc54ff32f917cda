import { strokeBox, strokeDisc } from '../../app/geometry/brush.ts';
import type { AreaGeometry } from '../../app/geometry/geometry.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import { type StrokeDisc, taperEdges } from '../../app/geometry/taper.ts';
import type { OverlayItem } from '../tools/overlay.ts';
import { enterImageSpace } from './objectDrawing.ts';
import type { View } from './drawnFrame.ts';
import { pathOf } from './objectPath.ts';

type StrokeItem = Extract<OverlayItem, { kind: 'stroke' }>;

/** Erasing without a selection shows where the stroke goes; what it takes is known at its end. */
const FREE_ERASER_COLOUR = '#ffffff';

/**
 * The stroke under way, painted opaquely into a canvas of its own and laid over the image at the alpha of a fill: it
 * never doubles where it crosses itself or its object. Each frame adds only the new points.
 */
export interface StrokePreview {
  draw(context: CanvasRenderingContext2D, item: StrokeItem, view: View, fillAlpha: number): void;
}

interface Painted {
  readonly points: readonly ImagePoint[];
  readonly view: View;
  /** Points that are in the canvas already. */
  count: number;
}

export function createStrokePreview(): StrokePreview {
  const canvas = document.createElement('canvas');
  let painted: Painted | null = null;

  const begin = (context: CanvasRenderingContext2D, item: StrokeItem, view: View): Painted => {
    canvas.width = Math.max(Math.ceil(view.size.width * devicePixelRatio), 1);
    canvas.height = Math.max(Math.ceil(view.size.height * devicePixelRatio), 1);
    context.scale(devicePixelRatio, devicePixelRatio);
    enterImageSpace(context, view.transform);
    for (const { geometry, colour } of item.base) fillOpaque(context, geometry, colour);
    return { points: item.points, view, count: 0 };
  };

  return {
    draw: (context, item, view, fillAlpha) => {
      const own = canvas.getContext('2d');
      if (own === null) return;
      const isSame = painted?.points === item.points && painted.view.transform === view.transform;
      const current = isSame && painted !== null ? painted : begin(own, item, view);
      painted = current;
      const freeErasing = item.erasing && item.base.length === 0;
      own.globalCompositeOperation = item.erasing && !freeErasing ? 'destination-out' : 'source-over';
      addSegments(own, item, current.count, freeErasing ? FREE_ERASER_COLOUR : item.colour);
      takeOff(own, item, current.count);
      current.count = item.points.length;
      context.globalAlpha = fillAlpha;
      context.drawImage(canvas, 0, 0, canvas.width / devicePixelRatio, canvas.height / devicePixelRatio);
    },
  };
}

function fillOpaque(context: CanvasRenderingContext2D, geometry: AreaGeometry, colour: string): void {
  context.fillStyle = colour;
  context.fill(pathOf(geometry), 'evenodd');
}

/** The stroke loses again what others keep, as far as the new points reach. */
function takeOff(context: CanvasRenderingContext2D, item: StrokeItem, from: number): void {
  if (from >= item.points.length) return;
  const kept = item.keptOff(strokeBox(item.points.slice(Math.max(from - 1, 0)), item.diameterPx));
  if (kept.length === 0) return;
  context.globalCompositeOperation = 'destination-out';
  for (const geometry of kept) context.fill(pathOf(geometry), 'evenodd');
  context.globalCompositeOperation = 'source-over';
  // What the object has had before stays, also where others lie on it.
  for (const { geometry, colour } of item.base) fillOpaque(context, geometry, colour);
}

/** Only what is new since `from`: the cost does not grow with the stroke. */
function addSegments(context: CanvasRenderingContext2D, item: StrokeItem, from: number, colour: string): void {
  const [first, ...added] = item.points.slice(Math.max(from - 1, 0));
  if (first === undefined || from >= item.points.length) return;
  const ends = from === 0 ? [first, ...added] : added;
  if (ends.every(({ diameterPx }) => diameterPx === undefined)) addLine(context, first, ends, item.diameterPx, colour);
  else
    addTapers(
      context,
      [first, ...ends].map((point) => strokeDisc(point, item.diameterPx)),
      colour,
    );
}

function addLine(
  context: CanvasRenderingContext2D,
  first: ImagePoint,
  ends: readonly ImagePoint[],
  widthPx: number,
  colour: string,
): void {
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const { x, y } of ends) context.lineTo(x, y);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = widthPx;
  context.strokeStyle = colour;
  context.stroke();
}

/** Each disc and each piece between two of them by itself: in one path, pieces of opposite turns would leave holes. */
function addTapers(context: CanvasRenderingContext2D, discs: readonly StrokeDisc[], colour: string): void {
  context.fillStyle = colour;
  discs.forEach((disc, index) => {
    context.beginPath();
    context.arc(disc.x, disc.y, disc.radius, 0, 2 * Math.PI);
    context.fill();
    const before = discs[index - 1];
    const [left, right] = before === undefined ? [] : taperEdges(before, disc);
    if (left === undefined || right === undefined) return;
    context.beginPath();
    context.moveTo(left.x0, left.y0);
    context.lineTo(left.x1, left.y1);
    context.lineTo(right.x1, right.y1);
    context.lineTo(right.x0, right.y0);
    context.fill();
  });
}
