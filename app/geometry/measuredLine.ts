import { roundedPlace } from './precision.ts';
import type { ImagePoint } from './spaces.ts';

/** Length of one pixel along the rows and the columns; they may differ. */
interface PixelLengths {
  readonly xMm: number;
  readonly yMm: number;
}

/** A straight line that somebody measures. */
export interface MeasuredLine {
  readonly from: ImagePoint;
  readonly to: ImagePoint;
}

const SNAP_DEGREES = 45;

export function lengthPx({ from, to }: MeasuredLine): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** The true length: each direction by the length of its own pixels. */
export function lengthMm({ from, to }: MeasuredLine, pixel: PixelLengths): number {
  return Math.hypot((to.x - from.x) * pixel.xMm, (to.y - from.y) * pixel.yMm);
}

/**
 * Where the line points, against the clock from the right, from 0 up to 360 degrees: the true angle where pixels have a
 * size, which is another than on the screen where they are not square.
 */
export function angleDegrees({ from, to }: MeasuredLine, pixel: PixelLengths | null): number {
  const { xMm, yMm } = pixel ?? { xMm: 1, yMm: 1 };
  const degrees = (Math.atan2((from.y - to.y) * yMm, (to.x - from.x) * xMm) * 180) / Math.PI;
  return degrees < 0 ? degrees + 360 : degrees + 0;
}

/** The line's end moved onto the nearest true multiple of 45 degrees, as near to where it was as that allows. */
export function snappedEnd({ from, to }: MeasuredLine, pixel: PixelLengths | null): ImagePoint {
  const { xMm, yMm } = pixel ?? { xMm: 1, yMm: 1 };
  const [dx, dy] = [(to.x - from.x) * xMm, (to.y - from.y) * yMm];
  const step = (SNAP_DEGREES * Math.PI) / 180;
  const angle = Math.round(Math.atan2(dy, dx) / step) * step;
  const along = dx * Math.cos(angle) + dy * Math.sin(angle);
  return {
    x: roundedPlace(from.x + (along * Math.cos(angle)) / xMm),
    y: roundedPlace(from.y + (along * Math.sin(angle)) / yMm),
  };
}
