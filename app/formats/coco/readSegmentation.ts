import * as v from 'valibot';
import { maskFromImageCounts } from '../../geometry/cocoRle.ts';
import { decodeCounts } from '../../geometry/counts.ts';
import type { AreaGeometry, MaskGeometry, Ring } from '../../geometry/geometry.ts';
import type { ImageSize } from '../../geometry/imageSize.ts';
import { maskFromPolygon } from '../../geometry/rasterise.ts';
import { cocoRle } from './cocoSchema.ts';

/** A shape with its pixels, or in one sentence why it could not be taken. */
export type ReadSegmentation =
  | {
      readonly geometry: AreaGeometry;
      /** Its pixels inside the image. */
      readonly mask: MaskGeometry;
      /** Parts that were left out while the rest was taken. */
      readonly omitted: readonly string[];
    }
  | { readonly reason: string };

/** Far beyond every image; keeps arithmetic on coordinates exact. */
const FARTHEST_COORDINATE = 1e6;
const noPixel = 'It covers no pixel of the image.';

/** Reads COCO's `segmentation`: polygons, compressed or plain run lengths. Stored areas and boxes are not trusted. */
export function readSegmentation(segmentation: unknown, size: ImageSize): ReadSegmentation {
  if (segmentation === undefined || segmentation === null) return { reason: 'It has no segmentation.' };
  if (Array.isArray(segmentation)) {
    if (segmentation.length === 0) return { reason: 'It has only a box: its segmentation is empty.' };
    // Some tools write the numbers of a single polygon without the list around it.
    const flat = segmentation.every((entry) => typeof entry === 'number');
    return readPolygons(flat ? [segmentation] : segmentation, size);
  }
  const rle = v.safeParse(cocoRle, segmentation);
  return rle.success ? readRle(rle.output, size) : { reason: 'Its segmentation is neither polygons nor run lengths.' };
}

function readPolygons(polygons: readonly unknown[], size: ImageSize): ReadSegmentation {
  const outlines: Ring[] = [];
  const omitted: string[] = [];
  polygons.forEach((numbers, index) => {
    const obstacle = polygonObstacle(numbers);
    if (obstacle === null) outlines.push(openRing(numbers as number[]));
    else omitted.push(polygons.length === 1 ? `Its polygon ${obstacle}.` : `Part ${index + 1} ${obstacle}.`);
  });
  if (outlines.length === 0) return { reason: omitted.join(' ') };
  const geometry: AreaGeometry = { kind: 'polygon', parts: outlines.map((outline) => ({ outline, holes: [] })) };
  const mask = maskFromPolygon(geometry, size);
  return mask === null ? { reason: noPixel } : { geometry, mask, omitted };
}

/** What is wrong with the numbers of one polygon; `null` where nothing is. */
export function polygonObstacle(numbers: unknown): string | null {
  if (!Array.isArray(numbers) || !numbers.every((value) => typeof value === 'number'))
    return 'is not a list of numbers';
  if (numbers.length === 4) return 'has exactly 4 numbers, which COCO tools take for a box';
  if (numbers.length < 6) return `has ${numbers.length} numbers; at least 6 are needed`;
  if (numbers.length % 2 === 1) return `has an odd count of numbers (${numbers.length})`;
  const far = numbers.find((value) => !(Math.abs(value) <= FARTHEST_COORDINATE));
  return far === undefined ? null : `has a coordinate far outside of the image (${far})`;
}

/** Without a repeated closing vertex. */
export function openRing(numbers: readonly number[]): Ring {
  const closed = numbers.length > 6 && numbers[0] === numbers.at(-2) && numbers[1] === numbers.at(-1);
  return closed ? numbers.slice(0, -2) : numbers;
}

function readRle(rle: v.InferOutput<typeof cocoRle>, size: ImageSize): ReadSegmentation {
  const [height, width] = rle.size;
  if (height !== size.height || width !== size.width) {
    return { reason: `Its mask is ${width} x ${height} pixels, the image is ${size.width} x ${size.height}.` };
  }
  try {
    const counts = typeof rle.counts === 'string' ? decodeCounts(textOfBytes(rle.counts)) : rle.counts;
    const mask = maskFromImageCounts(counts, size);
    return mask === null ? { reason: noPixel } : { geometry: mask, mask, omitted: [] };
  } catch (error) {
    if (error instanceof RangeError) return { reason: `Its run lengths are damaged: ${error.message}` };
    throw error;
  }
}

/** Python exporters that forget to decode leave `b'...'`, in which a backslash stands twice. */
export function textOfBytes(counts: string): string {
  const inner = /^b(['"])(.*)\1$/s.exec(counts)?.[2];
  return inner === undefined ? counts : inner.replaceAll('\\\\', '\\');
}
