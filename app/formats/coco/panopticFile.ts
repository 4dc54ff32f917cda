import * as v from 'valibot';
import { AppError } from '../../contract/errors.ts';
import { sortedById } from './cocoTruth.ts';
import { explainIssue, identifier, imageSide } from './scoringFields.ts';

/** COCO panoptic JSON: for every image a PNG whose colours are segment ids, and what each segment is. */
export interface PanopticFile {
  readonly images: readonly PanopticFileImage[];
  /** `null` where the file lists none. */
  readonly categories: readonly PanopticCategory[] | null;
}

export interface PanopticCategory {
  readonly id: string;
  readonly name: string;
  readonly isThing: boolean;
}

export interface PanopticFileImage {
  readonly id: string;
  /** Name of the PNG in the folder beside the JSON. */
  readonly fileName: string;
  /** `null` where the file does not list the image with its size. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** By rising id. */
  readonly segments: readonly PanopticFileSegment[];
}

export interface PanopticFileSegment {
  /** Its colour: red + 256 green + 65536 blue. */
  readonly id: number;
  readonly categoryId: string;
  readonly isCrowd: boolean;
  /** Pixels, as the file says; `null` where it does not. */
  readonly area: number | null;
}

const LARGEST_ID = 2 ** 24 - 1;

const panopticFile = v.object({
  images: v.nullish(v.array(v.unknown()), []),
  annotations: v.array(
    v.object({
      image_id: identifier,
      file_name: v.pipe(v.string(), v.minLength(1)),
      segments_info: v.array(
        v.object({
          id: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_ID)),
          category_id: identifier,
          iscrowd: v.nullish(v.union([v.number(), v.boolean()])),
          area: v.nullish(v.pipe(v.number(), v.minValue(0))),
        }),
      ),
    }),
  ),
  categories: v.nullish(
    v.array(
      v.object({ id: identifier, name: v.nullish(v.string()), isthing: v.nullish(v.union([v.number(), v.boolean()])) }),
    ),
  ),
});
const sizedImage = v.object({ id: identifier, width: imageSide, height: imageSide });

/** Whether this is a panoptic file rather than one of objects. */
export function isPanopticFile(json: unknown): boolean {
  const listed = v.safeParse(v.object({ annotations: v.array(v.unknown()) }), json);
  const first = listed.success ? listed.output.annotations[0] : null;
  return typeof first === 'object' && first !== null && 'segments_info' in first;
}

/** Throws `FILE_UNSUPPORTED` with the first thing that is wrong. */
export function readPanopticFile(json: unknown): PanopticFile {
  const parsed = v.safeParse(panopticFile, json);
  if (!parsed.success) {
    throw new AppError('FILE_UNSUPPORTED', `It is no COCO panoptic file: ${explainIssue(parsed.issues)}`);
  }
  const { images, annotations, categories } = parsed.output;
  const sizes = new Map(
    images.flatMap((value) => {
      const row = v.safeParse(sizedImage, value);
      return row.success ? [[row.output.id, { width: row.output.width, height: row.output.height }] as const] : [];
    }),
  );
  const seen = new Set<string>();
  const entries = annotations.map(({ image_id: id, file_name: fileName, segments_info: rows }) => {
    if (seen.has(id)) throw new AppError('FILE_UNSUPPORTED', `It has two annotations for image ${id}.`);
    seen.add(id);
    const segments = rows.map((row) => ({
      id: row.id,
      categoryId: row.category_id,
      isCrowd: Number(row.iscrowd ?? 0) !== 0,
      area: row.area ?? null,
    }));
    const ids = new Set(segments.map((segment) => segment.id));
    if (ids.size < segments.length) throw new AppError('FILE_UNSUPPORTED', `Image ${id} has a segment id twice.`);
    return { id, fileName, size: sizes.get(id) ?? null, segments: segments.sort((a, b) => a.id - b.id) };
  });
  return {
    images: sortedById(entries),
    categories:
      categories?.map((row) => ({
        id: row.id,
        name: row.name ?? `category ${row.id}`,
        isThing: Number(row.isthing ?? 1) !== 0,
      })) ?? null,
  };
}
