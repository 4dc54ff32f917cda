import * as v from 'valibot';
import { AppError } from '../../contract/errors.ts';
import type { Refusal } from '../../contract/jobs.ts';
import type { RefusalReason } from '../../contract/refusals.ts';
import type { AreaGeometry, MaskGeometry, PointsGeometry } from '../../geometry/geometry.ts';
import type { ImageRecord } from '../../model/records.ts';
import { cleanTags } from '../../model/tags.ts';
import { createImageMatcher, explainMatch } from '../imageNames.ts';
import { type CocoValues, readValues } from './cocoAttributes.ts';
import { cocoAnnotationRow, type CocoAnnotationRow, cocoFile, cocoImageRow } from './cocoSchema.ts';
import { isKeypointRow, pointsKey, readKeypoints } from './keypoints.ts';
import { type CocoLabel, readCategories, withFoundAttributes } from './readCategories.ts';
import { readSegmentation } from './readSegmentation.ts';
import { maskKey } from './writeCoco.ts';

export type KnownImage = Pick<ImageRecord, 'id' | 'name' | 'width' | 'height'>;

/** A file whose rows are sorted to images of the project; shapes are still to be read, image by image. */
export interface OpenCoco {
  readonly labels: readonly CocoLabel[];
  readonly images: readonly OpenCocoImage[];
  /** Rows of annotations that `images` hold. */
  readonly rowCount: number;
  readonly refusals: readonly Refusal[];
  /** Categories that are taken otherwise than the file has them. */
  readonly changedCategories: readonly Refusal[];
}

export interface OpenCocoImage {
  readonly image: KnownImage;
  /** Said to be labelled completely. */
  readonly done: boolean;
  readonly tags: readonly string[];
  readonly rows: readonly { readonly item: string; readonly row: CocoAnnotationRow; readonly label: string }[];
}

/** A shape with its pixels inside the image, which points have none of. */
export type CocoShape =
  | { readonly geometry: AreaGeometry; readonly mask: MaskGeometry }
  | { readonly geometry: PointsGeometry; readonly mask: null };

/** The same text for the same pixels, or the same points. */
export function shapeKey({ geometry, mask }: CocoShape): string {
  return mask === null ? pointsKey(geometry) : maskKey(mask);
}

export type CocoObject = CocoShape & CocoDetails;

interface CocoDetails {
  /** The row's own id, where it has one. */
  readonly rowId: string | null;
  readonly image: KnownImage;
  /** Name of its label. */
  readonly label: string;
  readonly isCrowd: boolean;
  /** By the names of attributes. */
  readonly attributes: CocoValues;
  /** The same for objects that belong together; `null`: the object stands alone. */
  readonly group: number | null;
  /** What of it is not taken. */
  readonly omitted: readonly Refusal[];
}

export interface CocoObjects {
  readonly objects: readonly CocoObject[];
  readonly refusals: readonly Refusal[];
}

/** Throws `FILE_UNSUPPORTED` where this is no dataset at all; anything smaller becomes a refusal. */
export function openCoco(json: unknown, known: readonly KnownImage[]): OpenCoco {
  const parsed = v.safeParse(cocoFile, json);
  if (!parsed.success) throw new AppError('FILE_UNSUPPORTED', explainFile(json), parsed.issues);
  const { images, annotations, categories } = parsed.output;
  const refusals: Refusal[] = [];
  const changedCategories: Refusal[] = [];
  const { labels, labelOf } = readCategories(categories, annotations, refusals, changedCategories);
  const sorted = sortImages(images, known, refusals);
  let rowCount = 0;
  annotations.forEach((value, index) => {
    const row = v.safeParse(cocoAnnotationRow, value);
    const item = annotationItem(value, index);
    const refuse = (reason: string): void => void refusals.push({ item, reason, objects: 1 });
    if (!row.success) {
      refuse(explainRow(row.issues));
      return;
    }
    const target = sorted.get(row.output.image_id);
    if (target === undefined) {
      refuse(`The file lists no image with id ${row.output.image_id}.`);
      return;
    }
    const label = labelOf(row.output.category_id);
    if (label === null) {
      refuse(`The file lists no category with id ${row.output.category_id}.`);
      return;
    }
    target.rows.push({ item, row: row.output, label });
    if (target.image !== null) rowCount += 1;
  });
  const taken: OpenCocoImage[] = [];
  for (const { image, item, obstacle, done, tags, rows } of sorted.values()) {
    if (image !== null) taken.push({ image, done, tags, rows });
    else if (rows.length === 0) refusals.push({ item, reason: obstacle });
    else {
      const objects = rows.length;
      refusals.push({ item, reason: { kind: 'withObjects', because: obstacle, objects }, objects });
    }
  }
  const found = withFoundAttributes(
    labels,
    taken.flatMap(({ rows }) => rows),
  );
  return { labels: found, images: taken, rowCount, refusals, changedCategories };
}

/** Reads the shapes of one image. */
export function readCocoImage({ image, rows }: OpenCocoImage): CocoObjects {
  const objects: CocoObject[] = [];
  const refusals: Refusal[] = [];
  for (const { item, row, label } of rows) {
    const read = readShape(row, image);
    if ('reason' in read) {
      refusals.push({ item, reason: read.reason, objects: 1 });
      continue;
    }
    const { values, omitted } = readValues(row.attributes);
    objects.push({
      rowId: row.id ?? null,
      image,
      label,
      ...read.shape,
      isCrowd: read.shape.mask !== null && Number(row.iscrowd) === 1,
      attributes: values,
      group: groupOf(row),
      omitted: [...read.omitted, ...omitted].map((reason) => ({
        item,
        reason: `${reason} The rest of the object was taken.`,
        objects: 1,
      })),
    });
  }
  return { objects, refusals };
}

type ReadShape = { readonly shape: CocoShape; readonly omitted: readonly string[] } | { readonly reason: string };

function readShape(row: CocoAnnotationRow, size: KnownImage): ReadShape {
  if (isKeypointRow(row)) {
    const read = readKeypoints(row.keypoints, size);
    return 'reason' in read ? read : { shape: { geometry: read.geometry, mask: null }, omitted: read.omitted };
  }
  const read = readSegmentation(row.segmentation, size);
  return 'reason' in read ? read : { shape: { geometry: read.geometry, mask: read.mask }, omitted: read.omitted };
}

function groupOf({ group_id }: CocoAnnotationRow): number | null {
  const group = Number(group_id ?? 0);
  return Number.isSafeInteger(group) && group > 0 ? group : null;
}

/** The whole file at once. */
export function readCoco(json: unknown, known: readonly KnownImage[]): OpenCoco & CocoObjects {
  const file = openCoco(json, known);
  const read = file.images.map(readCocoImage);
  return {
    ...file,
    objects: read.flatMap(({ objects }) => objects),
    refusals: [...file.refusals, ...read.flatMap(({ refusals }) => refusals)],
  };
}

/** One image row; where `image` is null, `obstacle` says why. */
interface SortedImage {
  readonly item: string;
  readonly image: KnownImage | null;
  readonly obstacle: RefusalReason;
  readonly done: boolean;
  readonly tags: readonly string[];
  readonly rows: OpenCocoImage['rows'][number][];
}

function sortImages(values: readonly unknown[], known: readonly KnownImage[], refusals: Refusal[]) {
  const match = createImageMatcher(known);
  const byId = new Map<string, SortedImage>();
  const rowByImage = new Map<string, string>();
  values.forEach((value, index) => {
    const parsed = v.safeParse(cocoImageRow, value);
    if (!parsed.success) {
      refusals.push({ item: `image row ${index + 1}`, reason: explainRow(parsed.issues) });
      return;
    }
    const row = parsed.output;
    const item = `image ${row.file_name}`;
    if (byId.has(row.id)) {
      refusals.push({ item, reason: `Its id ${row.id} belongs to an image before it.` });
      return;
    }
    const found = match(row.file_name);
    const image = found.kind === 'one' ? found.image : null;
    const obstacle =
      image === null ? explainMatch(row.file_name, found) : imageObstacle(row, image, rowByImage.get(image.id));
    const usable = obstacle === null ? image : null;
    if (usable !== null) rowByImage.set(usable.id, row.file_name);
    const tags = readTags(row.tags);
    byId.set(row.id, { item, image: usable, obstacle: obstacle ?? '', done: row.done === true, tags, rows: [] });
  });
  return byId;
}

function readTags(tags: unknown): readonly string[] {
  return Array.isArray(tags) ? cleanTags(tags.filter((tag) => typeof tag === 'string')) : [];
}

function imageObstacle(
  row: v.InferOutput<typeof cocoImageRow>,
  image: KnownImage,
  earlier: string | undefined,
): RefusalReason | null {
  if (earlier !== undefined) return `It is the image that "${earlier}" means already.`;
  // Many tools leave the size out or write 0.
  if (!row.width || !row.height || (row.width === image.width && row.height === image.height)) return null;
  const { width, height } = image;
  return { kind: 'otherSize', said: { width: row.width, height: row.height }, image: { width, height } };
}

function annotationItem(value: unknown, index: number): string {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'number' || typeof id === 'string' ? `annotation ${id}` : `annotation row ${index + 1}`;
}

function explainRow(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (issue?.path === undefined) return 'It is not a record.';
  const field = v.getDotPath(issue) ?? '';
  return issue.received === 'undefined' || issue.received === 'null'
    ? `It has no ${field}.`
    : `Its ${field} is not valid (${issue.received}).`;
}

function explainFile(json: unknown): string {
  if (Array.isArray(json)) {
    return 'This is a list of results, not a COCO dataset: images, annotations and categories are needed.';
  }
  return 'This is not a COCO dataset: it needs lists of images, annotations and categories.';
}
