import { imageCounts } from '../../geometry/cocoRle.ts';
import { encodeCounts } from '../../geometry/counts.ts';
import type { AreaGeometry, MaskGeometry, PolygonGeometry } from '../../geometry/geometry.ts';
import type { ImageSize } from '../../geometry/imageSize.ts';
import { geometryArea } from '../../geometry/measure.ts';
import { maskFromPolygon } from '../../geometry/rasterise.ts';
import type { CocoValues } from './cocoAttributes.ts';
import type {
  WrittenAnnotation,
  WrittenCategory,
  WrittenImage,
  WrittenInfo,
  WrittenSegmentation,
} from './cocoSchema.ts';

/** What is written of an object beside its shape. */
export interface ObjectToWrite {
  readonly id: number;
  readonly imageId: number;
  readonly categoryId: number;
  readonly isCrowd: boolean;
  /** By the names of attributes. */
  readonly attributes?: CocoValues;
  readonly group?: number | null;
}

/**
 * One annotation: polygons where they mean exactly the same pixels, else run lengths (masks, holes, and crowds, which
 * COCO keeps as run lengths). `mask` holds the object's pixels inside the image; area and box are taken from it.
 */
export function cocoAnnotation(
  object: ObjectToWrite & { readonly geometry: AreaGeometry },
  mask: MaskGeometry,
  size: ImageSize,
): WrittenAnnotation {
  const polygons =
    object.geometry.kind === 'polygon' && !object.isCrowd ? exactPolygons(object.geometry, mask, size) : null;
  return {
    id: object.id,
    image_id: object.imageId,
    category_id: object.categoryId,
    segmentation: polygons ?? rleOf(mask, size),
    area: geometryArea(mask),
    bbox: [mask.box.x, mask.box.y, mask.box.width, mask.box.height],
    iscrowd: object.isCrowd ? 1 : 0,
    ...writtenDetails(object),
  };
}

/** Nothing where there is nothing to say. */
export function writtenDetails({ attributes = {}, group = null }: Pick<ObjectToWrite, 'attributes' | 'group'>) {
  return {
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(group === null ? {} : { group_id: group }),
  };
}

/** What an annotation is written as. */
export type WrittenForm = 'polygons' | 'masks' | 'points';

export function writtenForm({ segmentation, keypoints }: WrittenAnnotation): WrittenForm {
  if (keypoints !== undefined) return 'points';
  return Array.isArray(segmentation) ? 'polygons' : 'masks';
}

/** A dataset as JSON with one row a line, in pieces, so that a large one is never held as a single text. */
export function* writeCoco(
  info: WrittenInfo,
  images: Iterable<WrittenImage>,
  categories: Iterable<WrittenCategory>,
  annotations: Iterable<WrittenAnnotation>,
): Generator<string> {
  yield `{\n"info": ${JSON.stringify(info)},\n"licenses": [],\n"images": [`;
  yield* lines(images);
  yield '],\n"categories": [';
  yield* lines(categories);
  yield '],\n"annotations": [';
  yield* lines(annotations);
  yield ']\n}\n';
}

function* lines(rows: Iterable<unknown>): Generator<string> {
  let separator = '\n';
  for (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ',\n';
  }
}

function rleOf(mask: MaskGeometry, size: ImageSize): WrittenSegmentation {
  return { size: [size.height, size.width], counts: encodeCounts(imageCounts(mask, size)) };
}

/**
 * One list of numbers a part, with two decimals where they keep every pixel, else in full. `null` where polygons
 * cannot say it: readers unite all rings, so there are no holes, and take 4 numbers for a box.
 */
function exactPolygons(polygon: PolygonGeometry, mask: MaskGeometry, size: ImageSize): number[][] | null {
  if (polygon.parts.some(({ outline, holes }) => holes.length > 0 || outline.length < 6)) return null;
  const outlines = polygon.parts.map(({ outline }) => [...outline]);
  const rounded = outlines.map((outline) => outline.map(twoDecimals));
  return [rounded, outlines].find((rings) => meansMask(rings, mask, size)) ?? null;
}

function meansMask(rings: readonly number[][], mask: MaskGeometry, size: ImageSize): boolean {
  const parts = rings.map((outline) => ({ outline, holes: [] }));
  return sameMask(maskFromPolygon({ kind: 'polygon', parts }, size), mask);
}

/** Masks are in tight boxes, so equal pixels are equal text. */
export function sameMask(a: MaskGeometry | null, b: MaskGeometry | null): boolean {
  return a !== null && b !== null && maskKey(a) === maskKey(b);
}

/** The same text for the same pixels. */
export function maskKey({ box, counts }: MaskGeometry): string {
  return `${box.x} ${box.y} ${box.width} ${box.height} ${counts}`;
}

/** Adding 0 turns -0 into 0. */
function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
