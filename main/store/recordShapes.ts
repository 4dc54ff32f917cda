import type { Geometry } from '../../app/geometry/geometry.ts';
import type { EditableRecords } from '../../app/model/diff.ts';
import type { AttributeDefinition, AttributeValues } from '../../app/model/attributes.ts';
import type {
  AnnotationRecord,
  AnnotationSource,
  CommentRecord,
  ImageRecord,
  LabelRecord,
} from '../../app/model/records.ts';
import type { RecordShape, SqlRow } from './recordTable.ts';

/** Columns are read without a check: only `rowOf` has written them, and the schema is STRICT. */
const textOf = (row: SqlRow, column: string): string => row[column] as string;
const numberOf = (row: SqlRow, column: string): number => row[column] as number;
const jsonOf = (row: SqlRow, column: string): unknown => JSON.parse(textOf(row, column));

const images: RecordShape<ImageRecord> = {
  table: 'images',
  rowOf: (image) => ({
    id: image.id,
    name: image.name,
    path: image.path,
    storage: image.storage,
    width: image.width,
    height: image.height,
    channels: image.channels,
    bit_depth: image.bitDepth,
    value_low: image.valueRange.low,
    value_high: image.valueRange.high,
    pixel_width_mm: image.pixelSpacing?.xMm ?? null,
    pixel_height_mm: image.pixelSpacing?.yMm ?? null,
    byte_size: image.byteSize,
    content_hash: image.contentHash,
    split: image.split,
    review: image.review,
    window_low: image.displayWindow?.low ?? null,
    window_high: image.displayWindow?.high ?? null,
    tags: JSON.stringify(image.tags),
    imported_at: image.importedAt,
  }),
  recordOf: (row) => ({
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    path: textOf(row, 'path'),
    storage: textOf(row, 'storage') as ImageRecord['storage'],
    width: numberOf(row, 'width'),
    height: numberOf(row, 'height'),
    channels: numberOf(row, 'channels') as ImageRecord['channels'],
    bitDepth: numberOf(row, 'bit_depth') as ImageRecord['bitDepth'],
    valueRange: { low: numberOf(row, 'value_low'), high: numberOf(row, 'value_high') },
    pixelSpacing:
      row['pixel_width_mm'] === null
        ? null
        : { xMm: numberOf(row, 'pixel_width_mm'), yMm: numberOf(row, 'pixel_height_mm') },
    byteSize: numberOf(row, 'byte_size'),
    contentHash: textOf(row, 'content_hash'),
    split: row['split'] as ImageRecord['split'],
    review: textOf(row, 'review') as ImageRecord['review'],
    displayWindow:
      row['window_low'] === null ? null : { low: numberOf(row, 'window_low'), high: numberOf(row, 'window_high') },
    tags: jsonOf(row, 'tags') as string[],
    importedAt: numberOf(row, 'imported_at'),
  }),
};

const labels: RecordShape<LabelRecord> = {
  table: 'labels',
  rowOf: (label) => ({
    id: label.id,
    name: label.name,
    colour: label.colour,
    hotkey: label.hotkey,
    position: label.order,
    category_id: label.categoryId,
    supercategory: label.supercategory,
    attributes: JSON.stringify(label.attributes),
  }),
  recordOf: (row) => ({
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    colour: textOf(row, 'colour'),
    hotkey: row['hotkey'] as string | null,
    order: numberOf(row, 'position'),
    categoryId: row['category_id'] as number | null,
    supercategory: row['supercategory'] as string | null,
    attributes: jsonOf(row, 'attributes') as AttributeDefinition[],
  }),
};

const annotations: RecordShape<AnnotationRecord> = {
  table: 'annotations',
  rowOf: (annotation) => ({
    id: annotation.id,
    image_id: annotation.imageId,
    label_id: annotation.labelId,
    source: JSON.stringify(annotation.source),
    score: annotation.score,
    status: annotation.status,
    is_crowd: Number(annotation.isCrowd),
    attributes: JSON.stringify(annotation.attributes),
    group_id: annotation.groupId,
    created_at: annotation.createdAt,
    updated_at: annotation.updatedAt,
    geometry: JSON.stringify(annotation.geometry),
  }),
  recordOf: (row) => ({
    id: textOf(row, 'id'),
    imageId: textOf(row, 'image_id'),
    labelId: textOf(row, 'label_id'),
    geometry: jsonOf(row, 'geometry') as Geometry,
    source: jsonOf(row, 'source') as AnnotationSource,
    score: row['score'] as number | null,
    status: textOf(row, 'status') as AnnotationRecord['status'],
    isCrowd: row['is_crowd'] === 1,
    attributes: jsonOf(row, 'attributes') as AttributeValues,
    groupId: row['group_id'] as string | null,
    createdAt: numberOf(row, 'created_at'),
    updatedAt: numberOf(row, 'updated_at'),
  }),
};

const comments: RecordShape<CommentRecord> = {
  table: 'comments',
  rowOf: (comment) => ({
    id: comment.id,
    image_id: comment.imageId,
    x: comment.point.x,
    y: comment.point.y,
    text: comment.text,
    resolved: Number(comment.resolved),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  }),
  recordOf: (row) => ({
    id: textOf(row, 'id'),
    imageId: textOf(row, 'image_id'),
    point: { x: numberOf(row, 'x'), y: numberOf(row, 'y') },
    text: textOf(row, 'text'),
    resolved: row['resolved'] === 1,
    createdAt: numberOf(row, 'created_at'),
    updatedAt: numberOf(row, 'updated_at'),
  }),
};

export const recordShapes: { readonly [T in keyof EditableRecords]: RecordShape<EditableRecords[T]> } = {
  images,
  labels,
  annotations,
  comments,
};
