import type { PixelSpacing } from '../../../app/model/records.ts';
import { unitLengthMm } from './lengthUnits.ts';
import { soundSpacing, spacingFromResolution } from './soundSpacing.ts';
import type { TiffTags } from './tiffTags.ts';

/** Spacing from the descriptions that ImageJ and OME write into TIFF files. */

export function isCalibratedByImageJ({ description = '' }: TiffTags): boolean {
  return description.startsWith('ImageJ=') && lineOf(description, 'unit') !== null;
}

/** ImageJ names its unit in a line of the description; the tags of resolution are in pixels per that unit. */
export function imageJSpacing({ description = '', xResolution: x, yResolution: y }: TiffTags): PixelSpacing | null {
  const unit = lineOf(description, 'unit') ?? '';
  const unitMm = unitLengthMm(unit);
  const isOneUnit = (lineOf(description, 'yunit') ?? unit) === unit;
  if (x === undefined || y === undefined || unitMm === null || !isOneUnit) return null;
  return spacingFromResolution({ x, y, unitMm });
}

/** ImageJ escapes the letter mu. */
function lineOf(description: string, name: string): string | null {
  const value = new RegExp(`^${name}=(.*)$`, 'm').exec(description)?.[1];
  return value === undefined ? null : value.trim().replace(/\\u00b5/i, '\u00b5');
}

/** OME-XML has it in the attributes of an element `Pixels`; of several, the first belongs to the first image. */
export function omeSpacing({ description = '' }: TiffTags): PixelSpacing | null {
  const start = description.search(/<(?:\w+:)?OME\b/);
  const pixels = /<(?:\w+:)?Pixels\b([^<>]*)>/.exec(start < 0 ? '' : description.slice(start))?.[1] ?? '';
  const [xMm, yMm] = [omeLengthMm(pixels, 'PhysicalSizeX'), omeLengthMm(pixels, 'PhysicalSizeY')];
  return xMm === null || yMm === null ? null : soundSpacing({ xMm, yMm });
}

function omeLengthMm(pixels: string, name: string): number | null {
  const length = Number(attributeOf(pixels, name) ?? Number.NaN);
  const unitMm = unitLengthMm(attributeOf(pixels, `${name}Unit`) ?? '\u00b5m');
  // A length of 1 is what programs write of an image that was never calibrated.
  return unitMm === null || length === 1 ? null : length * unitMm;
}

/** Writers that know ASCII only put the letter mu as a number. */
function attributeOf(element: string, name: string): string | null {
  const value = new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(element)?.[1];
  return value === undefined ? null : value.replace(/&#(?:181|xb5|956|x3bc);/i, '\u00b5');
}
