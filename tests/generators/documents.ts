import type { PolygonGeometry } from '../../app/geometry/geometry.ts';
import type { AreaRecord } from '../../app/model/areas.ts';
import { createDocument, type LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationRecord, ImageRecord, LabelRecord } from '../../app/model/records.ts';

/** A document of 40 x 30 pixels with two labels, for tests of commands. */

export const sampleImage: ImageRecord = {
  id: 'image-1',
  name: 'plate/one.png',
  path: '/images/plate/one.png',
  storage: 'referenced',
  width: 40,
  height: 30,
  channels: 1,
  bitDepth: 8,
  valueRange: { low: 3, high: 250 },
  pixelSpacing: null,
  byteSize: 1200,
  contentHash: 'c0ffee',
  split: null,
  review: 'open',
  displayWindow: null,
  tags: [],
  importedAt: 1000,
};

export const cellLabel: LabelRecord = {
  id: 'cell',
  name: 'Cell',
  colour: '#008df9',
  hotkey: '1',
  order: 0,
  categoryId: null,
  supercategory: null,
  attributes: [],
};

export const debrisLabel: LabelRecord = {
  ...cellLabel,
  id: 'debris',
  name: 'Debris',
  colour: '#ff6e3a',
  hotkey: '2',
  order: 1,
};

/** A square of `side` pixels with its corner at `x`, `y`. */
export function squarePolygon(x: number, y: number, side: number): PolygonGeometry {
  return {
    kind: 'polygon',
    parts: [{ outline: [x, y, x + side, y, x + side, y + side, x, y + side], holes: [] }],
  };
}

export function annotation(id: string, changes?: Partial<AreaRecord>): AreaRecord;
export function annotation(id: string, changes: Partial<AnnotationRecord>): AnnotationRecord;
export function annotation(id: string, changes: Partial<AnnotationRecord> = {}): AnnotationRecord {
  return {
    id,
    imageId: sampleImage.id,
    labelId: cellLabel.id,
    geometry: squarePolygon(2, 2, 6),
    source: { kind: 'person' },
    score: null,
    status: 'accepted',
    isCrowd: false,
    attributes: {},
    groupId: null,
    createdAt: 2000,
    updatedAt: 2000,
    ...changes,
  };
}

export function suggestion(id: string, score: number): AnnotationRecord {
  return annotation(id, { source: { kind: 'model', modelId: 'model-1' }, score, status: 'suggested' });
}

export function documentWith(...annotations: readonly AnnotationRecord[]): LabellingDocument {
  return createDocument(sampleImage, annotations, [cellLabel, debrisLabel]);
}
