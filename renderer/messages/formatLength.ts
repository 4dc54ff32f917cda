import type { PixelSpacing } from '../../app/model/records.ts';
import { formatNumber, lengthUnits } from './format.ts';

export type LengthUnit = (typeof lengthUnits)[number];

/** The largest unit that a length has a tenth of. */
export function lengthUnitFor(lengthMm: number): LengthUnit {
  return lengthUnits.findLast((unit) => lengthMm >= unit.lengthMm / 10) ?? lengthUnits[0];
}

/** "0.123 mm", "45.6 µm", "1,234 mm": three digits, and all that stand before the point. */
export function formatLength(lengthMm: number): string {
  const unit = lengthUnitFor(lengthMm);
  return `${formatDigits(lengthMm / unit.lengthMm)} ${unit.name}`;
}

/** "0.0123 mm²", or in the square of a smaller unit where that has not a hundredth. */
export function formatArea(areaPx: number, { xMm, yMm }: PixelSpacing): string {
  const areaMm2 = areaPx * xMm * yMm;
  const unit = lengthUnitFor(Math.sqrt(areaMm2));
  return `${formatDigits(areaMm2 / unit.lengthMm ** 2)} ${unit.name}²`;
}

/** "1.2 × 0.8 mm", in the unit that suits the shorter side. */
export function formatExtent(widthPx: number, heightPx: number, { xMm, yMm }: PixelSpacing): string {
  const [widthMm, heightMm] = [widthPx * xMm, heightPx * yMm];
  const unit = lengthUnitFor(Math.min(widthMm, heightMm) || Math.max(widthMm, heightMm));
  return `${formatDigits(widthMm / unit.lengthMm)} × ${formatDigits(heightMm / unit.lengthMm)} ${unit.name}`;
}

function formatDigits(value: number): string {
  const before = value > 0 ? Math.floor(Math.log10(value)) : 0;
  return formatNumber(value, Math.min(Math.max(2 - before, 0), 6));
}
