import type { Measurement } from './benchmarks.ts';

const units: readonly (readonly [suffix: RegExp, unit: string])[] = [
  [/Ms$/, 'ms'],
  [/(Megabytes|Mb)$/i, 'MB'],
  [/PerSecond$/, '/s'],
  [/Percent$/, '%'],
];

/** One line for each number, with its unit. */
export function printMeasurement({ name, ...fields }: Measurement): void {
  console.log(name);
  for (const [field, value] of Object.entries(fields)) {
    const { words, unit } = describeField(field);
    const text = typeof value === 'number' ? formatNumber(value) : String(value);
    console.log(`  ${words.padEnd(34)}${text.padStart(12)} ${unit}`);
  }
}

/** "openImageMs" is "open image", in ms. */
function describeField(field: string): { readonly words: string; readonly unit: string } {
  const [suffix, unit] = units.find(([pattern]) => pattern.test(field)) ?? [null, ''];
  const stem = suffix ? field.replace(suffix, '') : field;
  const words = (stem === '' ? field : stem).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { words, unit };
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
