import sharp from 'sharp';
import type { PixelSpacing } from '../../../app/model/records.ts';
import { fileKindOf, signatureBytes, type FileKind } from '../fileKind.ts';
import { withFileBytes, type FileBytes } from './fileBytes.ts';
import { pngSpacing } from './pngSpacing.ts';
import { tiffSpacing } from './tiffSpacing.ts';

type SupportedName = Extract<FileKind, { supported: true }>['name'];
type SpacingReader = (bytes: FileBytes) => Promise<PixelSpacing | null>;

const unknown: SpacingReader = () => Promise.resolve(null);

/** sharp rounds resolutions to whole dots per inch, so they are read here. That of a JPEG is a size for printing. */
const readers: Readonly<Record<SupportedName, SpacingReader>> = {
  PNG: pngSpacing,
  TIFF: tiffSpacing,
  JPEG: unknown,
  WebP: unknown,
};

/** The size of a pixel of the upright image; `null` where the file does not tell it, or nothing sensible. */
export async function readPixelSpacing(file: string): Promise<PixelSpacing | null> {
  const stored = await withFileBytes(file, async (bytes) => {
    const kind = fileKindOf(await bytes(0, signatureBytes));
    return kind?.supported === true ? readers[kind.name](bytes) : null;
  });
  if (stored === null || stored.xMm === stored.yMm) return stored;
  const { orientation = 1 } = await sharp(file, { limitInputPixels: false }).metadata();
  return orientation < 5 ? stored : { xMm: stored.yMm, yMm: stored.xMm };
}
