import { extname } from 'node:path';

const supported = new Set(['.png', '.jpg', '.jpeg', '.jpe', '.jfif', '.webp', '.tif', '.tiff']);

/** Images that a person may expect to be taken: a folder with them says why they are not. Names as people call them. */
const unsupported: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BMP: ['.bmp', '.dib'],
    GIF: ['.gif'],
    DICOM: ['.dcm', '.dicom', '.ima'],
    NIfTI: ['.nii', '.nii.gz'],
    HEIF: ['.heic', '.heif'],
    AVIF: ['.avif'],
    'JPEG 2000': ['.jp2', '.j2k', '.jpx', '.jpf'],
    'JPEG XL': ['.jxl'],
    SVG: ['.svg'],
    Photoshop: ['.psd', '.psb'],
    OpenEXR: ['.exr'],
    'Radiance HDR': ['.hdr'],
    PNM: ['.pgm', '.ppm', '.pbm', '.pnm', '.pam'],
    'camera raw': ['.dng', '.cr2', '.cr3', '.nef', '.arw', '.orf', '.rw2', '.raf'],
    'whole-slide': ['.svs', '.ndpi', '.mrxs', '.scn', '.vms'],
    microscope: ['.czi', '.nd2', '.lif', '.lsm', '.oib', '.oif', '.vsi', '.mrc', '.dm3', '.dm4'],
  }).flatMap(([kind, extensions]) => extensions.map((extension) => [extension, kind] as const)),
);

export function isImageFileName(name: string): boolean {
  return supported.has(extensionOf(name));
}

/** Kind of an image file that is not supported; `null` for all others. */
export function unsupportedImageKind(name: string): string | null {
  return unsupported.get(extensionOf(name)) ?? null;
}

function extensionOf(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.nii.gz') ? '.nii.gz' : extname(lower);
}
