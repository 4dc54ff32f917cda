import type { PixelSpacing } from '../../../app/model/records.ts';
import type { FileBytes } from './fileBytes.ts';
import { spacingFromPrint } from './soundSpacing.ts';

const signatureLength = 8;
/** Length, type and checksum around the data of a chunk. */
const chunkFrameLength = 12;
const unitMetre = 1;
/** Resolutions come early; a file that hides its own behind more chunks than these says none. */
const mostChunks = 1000;

/** By the chunk pHYs: pixels per metre (PNG specification, 11.3.4.3). It stands before the pixels. */
export async function pngSpacing(bytes: FileBytes): Promise<PixelSpacing | null> {
  let position = signatureLength;
  for (let chunk = 0; chunk < mostChunks; chunk++) {
    const head = await bytes(position, 17);
    if (head.length < 17) return null;
    const type = head.toString('latin1', 4, 8);
    if (type === 'IDAT') return null;
    if (type === 'pHYs') {
      const isMetre = head.readUInt8(16) === unitMetre;
      return isMetre ? spacingFromPrint({ x: head.readUInt32BE(8), y: head.readUInt32BE(12), unitMm: 1000 }) : null;
    }
    position += chunkFrameLength + head.readUInt32BE(0);
  }
  return null;
}
