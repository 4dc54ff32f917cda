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
  /** Far end of another line that meets this one in `from`: the two are the arms of an angle. */
  readonly arm?: ImagePoint;
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
 * How the line lies, against the clock from the horizontal, from 0 up to 180 degrees: at which end it was begun means
 * nothing. True where pixels have a size, which is another angle than on the screen where they are not square.
 */
export function directionDegrees({ from, to }: MeasuredLine, pixel: PixelLengths | null): number {
  const { xMm, yMm } = pixel ?? { xMm: 1, yMm: 1 };
  const degrees = inDegrees(Math.atan2((from.y - to.y) * yMm, (to.x - from.x) * xMm));
  return (degrees + 180) % 180;
}

/** Between the line and its arm, 0 to 180 degrees, as true as the direction; `null` where there is none. */
export function angleDegrees({ from, to, arm }: MeasuredLine, pixel: PixelLengths | null): number | null {
  if (arm === undefined) return null;
  const { xMm, yMm } = pixel ?? { xMm: 1, yMm: 1 };
  const [alongX, alongY] = [(to.x - from.x) * xMm, (to.y - from.y) * yMm];
  const [armX, armY] = [(arm.x - from.x) * xMm, (arm.y - from.y) * yMm];
  return inDegrees(Math.abs(Math.atan2(alongX * armY - alongY * armX, alongX * armX + alongY * armY)));
}

function inDegrees(radians: number): number {
  return (radians * 180) / Math.PI;
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
