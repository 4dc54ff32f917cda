import type { MeasuredLine } from '../../../app/geometry/measuredLine.ts';
import { viewFromImage, type ViewPoint } from '../../../app/geometry/spaces.ts';
import type { PixelSpacing } from '../../../app/model/records.ts';
import { measurementText } from '../../messages/measurementText.ts';
import type { View } from '../drawnFrame.ts';

const lineColour = '#ffffff';
const shade = 'rgb(0 0 0 / 72%)';
/** CSS pixels: half of the strokes across the line's ends, and of the room around its text. */
const endPx = 6;
/** Radius of the arc in an angle. */
const arcPx = 20;
const font = '12px system-ui, sans-serif';
const [paddingPx, textHeightPx] = [5, 18];
/** Between the line's end and its text, which so stays clear of the pointer. */
const gapPx = 14;

/**
 * A measured line with strokes across its ends, light within dark, and what it measures beside its end; where it is an arm
 * of an angle, an arc shows which.
 */
export function drawMeasurement(
  context: CanvasRenderingContext2D,
  { transform, size }: View,
  line: MeasuredLine,
  spacing: PixelSpacing | null,
): void {
  const [start, end] = [viewFromImage(transform, line.from), viewFromImage(transform, line.to)];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  if (length === 0) return;
  const [alongX, alongY] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const path = new Path2D();
  path.moveTo(start.x, start.y);
  path.lineTo(end.x, end.y);
  for (const { x, y } of [start, end]) {
    path.moveTo(x - alongY * endPx, y + alongX * endPx);
    path.lineTo(x + alongY * endPx, y - alongX * endPx);
  }
  if (line.arm !== undefined) addArc(path, start, end, viewFromImage(transform, line.arm));
  context.save();
  context.lineCap = 'round';
  for (const [colour, width] of [
    [shade, 4],
    [lineColour, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
  const text = measurementText(line, spacing);
  context.font = font;
  const width = context.measureText(text).width + 2 * paddingPx;
  const isAtRight = alongX < 0 ? end.x - gapPx - width < 0 : end.x + gapPx + width <= size.width;
  const left = isAtRight ? end.x + gapPx : end.x - gapPx - width;
  const top = end.y + (alongY < 0 ? -gapPx - textHeightPx : gapPx);
  context.fillStyle = shade;
  context.beginPath();
  context.roundRect(left, top, width, textHeightPx, 4);
  context.fill();
  context.fillStyle = lineColour;
  context.textBaseline = 'middle';
  context.fillText(text, left + paddingPx, top + textHeightPx / 2 + 0.5);
  context.restore();
}

/** The shorter way round from the arm to the line. */
function addArc(path: Path2D, corner: ViewPoint, end: ViewPoint, arm: ViewPoint): void {
  const [from, to] = [arm, end].map(({ x, y }) => Math.atan2(y - corner.y, x - corner.x)) as [number, number];
  const turn = Math.atan2(Math.sin(to - from), Math.cos(to - from));
  path.moveTo(corner.x + arcPx * Math.cos(from), corner.y + arcPx * Math.sin(from));
  path.arc(corner.x, corner.y, arcPx, from, from + turn, turn < 0);
}
