import type { PixelSpacing } from '../../../app/model/records.ts';
import type { FileBytes } from './fileBytes.ts';
import { imageJSpacing, isCalibratedByImageJ, omeSpacing } from './microscopeSpacing.ts';
import { inchMm } from './lengthUnits.ts';
import { spacingFromPrint } from './soundSpacing.ts';
import { readTiffTags, type TiffTags } from './tiffTags.ts';

/** By what a program for microscopes wrote into the description, else by the tags of resolution. */
export async function tiffSpacing(bytes: FileBytes): Promise<PixelSpacing | null> {
  const tags = await readTiffTags(bytes);
  return isCalibratedByImageJ(tags) ? imageJSpacing(tags) : (omeSpacing(tags) ?? tagSpacing(tags));
}

/** TIFF 6.0: inches, unless another unit is named. */
const inches = 2;
const tagUnitsMm: Readonly<Record<number, number>> = { [inches]: inchMm, 3: 10 };

function tagSpacing({ xResolution: x, yResolution: y, resolutionUnit = inches }: TiffTags): PixelSpacing | null {
  const unitMm = tagUnitsMm[resolutionUnit];
  return x === undefined || y === undefined || unitMm === undefined ? null : spacingFromPrint({ x, y, unitMm });
}
