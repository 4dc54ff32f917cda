import { AppError } from '../../app/contract/errors.ts';
import type { MaskObjects, MaskReading } from '../../app/contract/workerMessages.ts';
import { objectsFromMask } from '../../app/formats/maskObjects.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { readImage } from './readImage.ts';

/** Objects of a mask file. Throws FILE_UNSUPPORTED where it is not exactly as large as its image. */
export async function readMask(file: string, size: ImageSize, reading: MaskReading): Promise<MaskObjects> {
  const pixels = await readImage(file);
  if (pixels.width !== size.width || pixels.height !== size.height) {
    throw new AppError(
      'FILE_UNSUPPORTED',
      `The mask has ${pixels.width} x ${pixels.height} pixels, its image ${size.width} x ${size.height}.`,
    );
  }
  return objectsFromMask(pixels, reading);
}
