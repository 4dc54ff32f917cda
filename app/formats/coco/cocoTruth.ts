import * as v from 'valibot';
import { AppError } from '../../contract/errors.ts';
import { isKeypointRow } from './keypoints.ts';
import { explainIssue, identifier, imageSide, finiteNumber, scoredBox } from './scoringFields.ts';

/** COCO ground truth that results are scored against, as pycocotools reads it: sorted by id, rows in file order. */
export interface CocoTruth {
  /** By id: numbers by value, else as text. */
  readonly images: readonly TruthImage[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  /** What was read otherwise than a person may expect. */
  readonly notes: readonly string[];
}

export interface TruthImage {
  readonly id: string;
  readonly name: string;
  /** `null` where the file does not say it: then boxes alone can be scored. */
  readonly width: number | null;
  readonly height: number | null;
  readonly rows: readonly TruthRow[];
}

export interface TruthRow {
  /** "annotation 12", for messages. */
  readonly item: string;
  /** Index into the categories. */
  readonly category: number;
  readonly segmentation: unknown;
  readonly box: readonly [number, number, number, number] | null;
  /** Square pixels; `null` where the file does not say it. */
  readonly area: number | null;
  readonly isCrowd: boolean;
  /** Its id is 0, which pycocotools takes for "nothing" when a detection matches it. */
  readonly hasIdZero: boolean;
}

const truthFile = v.object({
  images: v.array(v.unknown()),
  annotations: v.array(v.unknown()),
  categories: v.array(v.unknown()),
});

const imageRow = v.object({
  id: identifier,
  file_name: v.nullish(v.string()),
  width: v.nullish(imageSide),
  height: v.nullish(imageSide),
});
const categoryRow = v.object({ id: identifier, name: v.nullish(v.string()) });
const annotationRow = v.object({
  id: v.nullish(identifier),
  image_id: identifier,
  category_id: identifier,
  segmentation: v.optional(v.unknown()),
  keypoints: v.optional(v.unknown()),
  bbox: v.nullish(scoredBox),
  area: v.nullish(v.pipe(finiteNumber, v.minValue(0))),
  iscrowd: v.nullish(v.union([v.number(), v.boolean()])),
});

/** Throws `FILE_UNSUPPORTED` with the first thing that is wrong: a score of half a file would be no score. */
export function readCocoTruth(json: unknown): CocoTruth {
  const file = v.safeParse(truthFile, json);
  if (!file.success) {
    throw unsupported(
      Array.isArray(json)
        ? 'It is a list of results; the ground truth is a COCO dataset with images, annotations and categories.'
        : 'It is no COCO ground truth: lists of images, annotations and categories are needed.',
    );
  }
  const { annotations } = file.output;
  const images = file.output.images.map((value, index) => readRow(imageRow, value, `image row ${index + 1}`));
  const categoryRows = file.output.categories.map((value, index) =>
    readRow(categoryRow, value, `category row ${index + 1}`),
  );
  refuseRepeated('Two images', images);
  refuseRepeated('Two categories', categoryRows);
  const categories = sortedById(categoryRows.map(({ id, name }) => ({ id, name: name ?? `category ${id}` })));
  const rows = new Map(images.map(({ id }) => [id, [] as TruthRow[]]));
  const indexOfCategory = new Map(categories.map(({ id }, index) => [id, index]));
  const known = new Set<string>();
  const counts = { strangers: 0, zero: 0, withoutArea: 0, points: 0 };
  annotations.forEach((value, index) => {
    const row = readRow(annotationRow, value, annotationItem(value, index));
    const item = annotationItem(value, index);
    if (row.id !== null && row.id !== undefined) {
      if (known.has(row.id)) throw unsupported(`Two annotations have the id ${row.id}.`);
      known.add(row.id);
    }
    const category = indexOfCategory.get(row.category_id);
    const target = rows.get(row.image_id);
    if (category === undefined || target === undefined) {
      counts.strangers += 1;
      return;
    }
    if (isKeypointRow(row) && Array.isArray(row.segmentation)) {
      counts.points += 1;
      return;
    }
    if (row.id === '0') counts.zero += 1;
    if (row.area === null || row.area === undefined) counts.withoutArea += 1;
    target.push({
      item,
      category,
      segmentation: row.segmentation,
      box: row.bbox ?? null,
      area: row.area ?? null,
      isCrowd: Number(row.iscrowd ?? 0) !== 0,
      hasIdZero: row.id === '0',
    });
  });
  return {
    images: sortedById(images).map(({ id, file_name: name, width, height }) => ({
      id,
      name: name ?? `image ${id}`,
      width: width ?? null,
      height: height ?? null,
      rows: rows.get(id) as TruthRow[],
    })),
    categories,
    notes: notesOf(counts),
  };
}

function notesOf(counts: { strangers: number; zero: number; withoutArea: number; points: number }): string[] {
  const notes: string[] = [];
  if (counts.points > 0) notes.push(`Annotations of points, which cover no pixels, were left out: ${counts.points}.`);
  if (counts.strangers > 0) {
    notes.push(
      `Annotations of images or categories that the ground truth does not list were left out: ${counts.strangers}.`,
    );
  }
  if (counts.zero > 0) {
    notes.push(
      'An annotation has the id 0, which pycocotools counts as never found; it is counted so here too. Number from 1.',
    );
  }
  if (counts.withoutArea > 0) {
    notes.push(`Annotations without an area, taken from their pixels or box: ${counts.withoutArea}.`);
  }
  return notes;
}

function readRow<S extends v.GenericSchema>(schema: S, value: unknown, item: string): v.InferOutput<S> {
  const row = v.safeParse(schema, value);
  if (!row.success) throw unsupported(`In ${item}: ${explainIssue(row.issues)}`);
  return row.output;
}

function annotationItem(value: unknown, index: number): string {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'number' || typeof id === 'string' ? `annotation ${id}` : `annotation row ${index + 1}`;
}

function refuseRepeated(what: string, rows: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) throw unsupported(`${what} have the id ${id}.`);
    seen.add(id);
  }
}

/** Numbers by value, as numpy.unique sorts them; text by its characters. */
export function sortedById<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  const areNumbers = rows.every(({ id }) => id.trim() !== '' && Number.isFinite(Number(id)));
  return rows.toSorted((a, b) => {
    if (areNumbers) return Number(a.id) - Number(b.id);
    return a.id < b.id ? -1 : Number(a.id > b.id);
  });
}

function unsupported(sentence: string): AppError {
  return new AppError('FILE_UNSUPPORTED', sentence);
}
