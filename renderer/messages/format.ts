import type { PixelSpacing } from '../../app/model/records.ts';
import { messages } from './messages.ts';
import { perLocale } from './perLocale.ts';

/** Numbers, times and sizes in the language of the person. */

const threeDigits = perLocale((locale) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }));
const whole = perLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const score = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
);
const date = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
/** By their decimals. */
const numbers = new Map<number, () => Intl.NumberFormat>();
const percents = new Map<number, () => Intl.NumberFormat>();

/** 12,345 */
export function formatCount(count: number): string {
  return whole().format(count);
}

/** Up to `digits` decimals. */
export function formatNumber(value: number, digits = 2): string {
  return withDigits(numbers, 'decimal', digits).format(value);
}

/** A score of 0-1 with three decimals, as Dice and IoU are usually given; a dash where there is none. */
export function formatScore(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return score().format(value);
}

/** "82%", up to `digits` decimals. */
export function formatPercent(share: number, digits = 0): string {
  return withDigits(percents, 'percent', digits).format(share);
}

function withDigits(
  known: Map<number, () => Intl.NumberFormat>,
  style: 'decimal' | 'percent',
  digits: number,
): Intl.NumberFormat {
  const make = (locale: string): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style, maximumFractionDigits: digits });
  const format = known.get(digits) ?? perLocale(make);
  known.set(digits, format);
  return format();
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${formatNumber(value, value < 10 && power > 0 ? 1 : 0)} ${units[power] ?? 'B'}`;
}

export const lengthUnits = [
  { name: 'nm', lengthMm: 1e-6 },
  { name: 'µm', lengthMm: 1e-3 },
  { name: 'mm', lengthMm: 1 },
] as const;

/**
 * "0.65 µm", or "0.65 × 0.7 µm" where pixels are not square: three digits, in the largest unit that the shorter side
 * has a tenth of.
 */
export function formatPixelSpacing({ xMm, yMm }: PixelSpacing): string {
  const smaller = Math.min(xMm, yMm);
  const unit = lengthUnits.findLast(({ lengthMm }) => smaller >= lengthMm / 10) ?? lengthUnits[0];
  const [x = '', y = ''] = [xMm, yMm].map((length) => threeDigits().format(length / unit.lengthMm));
  return x === y ? `${x} ${unit.name}` : `${x} × ${y} ${unit.name}`;
}

export function formatDate(time: number): string {
  return date().format(time);
}

/** "8 s", "3 min", "1 h 20 min": short and never more precise than it is worth. */
export function formatDuration(seconds: number): string {
  const words = messages.common.durations;
  if (seconds < 1) return `< ${words.seconds(1)}`;
  const rounded = Math.round(seconds);
  if (rounded < 60) return words.seconds(rounded);
  const minutes = Math.round(rounded / 60);
  if (minutes < 60) return words.minutes(minutes);
  const [hours, rest] = [words.hours(Math.floor(minutes / 60)), minutes % 60];
  return rest === 0 ? hours : `${hours} ${words.minutes(rest)}`;
}
