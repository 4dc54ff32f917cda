/** What a file is by its first bytes; names and extensions lie. */
export type FileKind = { readonly supported: true; readonly name: 'JPEG' | 'PNG' | 'WebP' | 'TIFF' } | OtherKind;

interface OtherKind {
  readonly supported: false;
  /** As a person calls it. */
  readonly name: string;
}

/** Enough bytes for every signature below. */
export const signatureBytes = 512;

const supportedSignatures: readonly (readonly [string, 'JPEG' | 'PNG' | 'WebP' | 'TIFF'])[] = [
  ['\xff\xd8\xff', 'JPEG'],
  ['\x89PNG\r\n\x1a\n', 'PNG'],
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['II+\0', 'TIFF'],
  ['MM\0+', 'TIFF'],
];

const otherSignatures: readonly (readonly [string, string])[] = [
  ['GIF8', 'GIF'],
  ['BM', 'BMP'],
  ['\0\0\0\x0cjP  ', 'JPEG 2000'],
  ['\xff\x4f\xff\x51', 'JPEG 2000'],
  ['\0\0\0\x0cJXL ', 'JPEG XL'],
  ['\xff\x0a', 'JPEG XL'],
  ['8BPS', 'Photoshop'],
  ['v/1\x01', 'OpenEXR'],
  ['#?RADIANCE', 'Radiance HDR'],
  ['\0\0\x01\0', 'icon'],
  ['%PDF', 'PDF'],
  ['\x1f\x8b', 'gzip archive'],
  ['PK\x03\x04', 'zip archive'],
];

/** `null`: nothing that is known as an image. `head` is the beginning of the file. */
export function fileKindOf(head: Uint8Array): FileKind | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const supported = supportedSignatures.find(([signature]) => text.startsWith(signature));
  if (supported) return { supported: true, name: supported[1] };
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return { supported: true, name: 'WebP' };
  const other = otherSignatures.find(([signature]) => text.startsWith(signature))?.[1] ?? nestedKind(text);
  return other === null ? null : { supported: false, name: other };
}

/** Kinds whose signature is not at the start of the file. */
function nestedKind(text: string): string | null {
  if (text.startsWith('DICM', 128)) return 'DICOM';
  if (text.startsWith('n+1\0', 344)) return 'NIfTI';
  if (text.startsWith('ftyp', 4)) return /^(avif|avis)/.test(text.slice(8, 12)) ? 'AVIF' : 'HEIF or video';
  if (/^P[1-7]\s/.test(text)) return 'PNM';
  return /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg/s.test(text) ? 'SVG' : null;
}
