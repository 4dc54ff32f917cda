export const inchMm = 25.4;
const micrometreMm = 1e-3;

/** As ImageJ and OME-XML write units; the letter mu has two code points. */
const unitsMm: Readonly<Record<string, number>> = {
  nm: 1e-6,
  nanometer: 1e-6,
  um: micrometreMm,
  '\u00b5m': micrometreMm,
  '\u03bcm': micrometreMm,
  micron: micrometreMm,
  microns: micrometreMm,
  micrometer: micrometreMm,
  mm: 1,
  millimeter: 1,
  cm: 10,
  centimeter: 10,
  m: 1000,
  meter: 1000,
  in: inchMm,
  inch: inchMm,
};

/** Millimetres in a unit; `null` where it is none of length, such as pixels. */
export function unitLengthMm(unit: string): number | null {
  return Object.hasOwn(unitsMm, unit) ? (unitsMm[unit] ?? null) : null;
}
