import { constants, crc32, deflateSync } from 'node:zlib';

/**
 * An 8-bit PNG that is stored, not compressed: tiles live in a cache of bounded size and are read again and again, and
 * this form is written about seven times and decoded about twice as fast as a compressed one. `pixels` is row-major
 * with 1 or 3 channels. No gamma and no profile: the values reach the screen as they are. (PNG, third edition.)
 */
export function encodePng(pixels: Uint8Array, width: number, height: number, channels: 1 | 3): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = channels === 1 ? greyColourType : rgbColourType;
  const body = deflateSync(withFilterBytes(pixels, width * channels, height), {
    level: constants.Z_NO_COMPRESSION,
    chunkSize: pixels.length + height + 1024,
  });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const greyColourType = 0;
const rgbColourType = 2;

/** Every row begins with the number of its filter; 0 is none. */
function withFilterBytes(pixels: Uint8Array, rowBytes: number, rows: number): Uint8Array {
  const filtered = Buffer.alloc((rowBytes + 1) * rows);
  for (let row = 0; row < rows; row++) {
    filtered.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
  }
  return filtered;
}

function chunk(type: string, body: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(body.length + 12);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + body.length)), 8 + body.length);
  return bytes;
}
