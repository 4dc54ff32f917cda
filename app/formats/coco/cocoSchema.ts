import * as v from 'valibot';
import type { CocoValues, WrittenAttribute } from './cocoAttributes.ts';

/**
 * COCO instance segmentation JSON as it is found: only what is read is asked for, and numbers may be text. Rows are
 * checked one by one, so that a bad one costs nothing but itself.
 */

const identifier = v.pipe(v.union([v.number(), v.string()]), v.transform(String));
const optionalNumber = v.nullish(v.pipe(v.union([v.number(), v.string()]), v.transform(Number)));
const optionalText = v.nullish(v.string());

export const cocoFile = v.object({
  images: v.array(v.unknown()),
  annotations: v.array(v.unknown()),
  categories: v.nullish(v.array(v.unknown()), []),
});

export const cocoImageRow = v.object({
  id: identifier,
  file_name: v.pipe(v.string(), v.minLength(1)),
  width: optionalNumber,
  height: optionalNumber,
  /** Our own addition: the image is labelled completely, also where it has no objects. */
  done: v.optional(v.unknown()),
  /** Our own addition, too. */
  tags: v.optional(v.unknown()),
});

export const cocoCategoryRow = v.object({
  id: identifier,
  name: optionalText,
  supercategory: optionalText,
  attributes: v.optional(v.unknown()),
});

export const cocoAnnotationRow = v.object({
  id: v.nullish(identifier),
  image_id: identifier,
  category_id: identifier,
  segmentation: v.optional(v.unknown()),
  /** x, y and visibility of each. */
  keypoints: v.optional(v.unknown()),
  iscrowd: v.optional(v.unknown()),
  attributes: v.optional(v.unknown()),
  /** CVAT's: objects of one image with the same number belong together; 0 is none. */
  group_id: v.optional(v.unknown()),
});
export type CocoAnnotationRow = v.InferOutput<typeof cocoAnnotationRow>;

/** `size` is [height, width]; counts are COCO's compressed text or plain run lengths. */
export const cocoRle = v.object({
  size: v.tuple([v.number(), v.number()]),
  counts: v.union([v.string(), v.array(v.number())]),
});

// ---- what is written -----------------------------------------------------------------------------------------------

export interface WrittenInfo {
  readonly description: string;
  readonly version: string;
  readonly year: number;
  readonly contributor: string;
  readonly date_created: string;
}

export interface WrittenImage {
  readonly id: number;
  readonly file_name: string;
  readonly width: number;
  readonly height: number;
  readonly done: boolean;
  readonly tags?: readonly string[];
}

export interface WrittenCategory {
  readonly id: number;
  readonly name: string;
  readonly supercategory: string;
  readonly attributes?: readonly WrittenAttribute[];
}

export type WrittenSegmentation =
  readonly (readonly number[])[] | { readonly size: readonly [number, number]; readonly counts: string };

export interface WrittenAnnotation {
  readonly id: number;
  readonly image_id: number;
  readonly category_id: number;
  readonly segmentation: WrittenSegmentation;
  /** Of points alone, whose segmentation is empty: x, y and visibility of each. */
  readonly keypoints?: readonly number[];
  readonly num_keypoints?: number;
  /** Pixels of the mask. */
  readonly area: number;
  /** Tight box of the mask: x, y, width, height. */
  readonly bbox: readonly [number, number, number, number];
  readonly iscrowd: 0 | 1;
  readonly attributes?: CocoValues;
  readonly group_id?: number;
}
