import type { PixelSpacing } from '../../../app/model/records.ts';
import { inchMm } from './lengthUnits.ts';

/** What a file says of its resolution: pixels in one unit, along stored rows and columns. */
export interface Resolution {
  readonly x: number;
  readonly y: number;
  readonly unitMm: number;
}

const smallestMm = 1e-6;
const largestMm = 1000;

/** `null` where the lengths are no size of a pixel. */
export function soundSpacing(spacing: PixelSpacing): PixelSpacing | null {
  const isSize = (lengthMm: number): boolean => lengthMm >= smallestMm && lengthMm <= largestMm;
  return isSize(spacing.xMm) && isSize(spacing.yMm) ? spacing : null;
}

/** One pixel in a unit is what programs write of an image that was never calibrated. */
export function spacingFromResolution({ x, y, unitMm }: Resolution): PixelSpacing | null {
  return x === 1 || y === 1 ? null : soundSpacing({ xMm: unitMm / x, yMm: unitMm / y });
}

/** What programs write when nobody told them: for screens of three kinds, by Matplotlib, and by libvips (1 pixel per mm). */
const defaultDotsPerInch = [72, 96, 144, 100, inchMm];
/** As far as they are off in whole pixels per metre or hundredths per centimetre. */
const roundingDotsPerInch = 0.02;

/** The resolution of a print or a screen; `null` where it is one that programs write by default. */
export function spacingFromPrint(resolution: Resolution): PixelSpacing | null {
  const { x, y, unitMm } = resolution;
  const isDefault = [x, y].some((pixels) => {
    const dotsPerInch = (pixels / unitMm) * inchMm;
    return defaultDotsPerInch.some((dots) => Math.abs(dotsPerInch - dots) <= roundingDotsPerInch);
  });
  return isDefault ? null : spacingFromResolution(resolution);
}
