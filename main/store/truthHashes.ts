import { createHash } from 'node:crypto';
import type { ImageId } from '../../app/model/records.ts';
import type { Database } from './database.ts';

interface AcceptedRow {
  readonly image_id: string;
  readonly id: string;
  readonly label_id: string;
  readonly is_crowd: number;
  readonly updated_at: number;
}

/**
 * Tells whether the accepted objects of an image, all but points, are still those that something was computed from. Every change of an
 * object's pixels, label or crowd flag changes its time, so no geometry is read; an undo brings the earlier hash back.
 */
export interface TruthHashes {
  /** Of every image that has any. */
  hashes(): ReadonlyMap<ImageId, string>;
  /** Empty where the image has none. */
  hashOf(imageId: ImageId): string;
}

/** The index knows which objects are points. */
const columns = 'SELECT image_id, id, label_id, is_crowd, updated_at FROM annotations INDEXED BY annotations_by_image';

export function createTruthHashes(database: Database): TruthHashes {
  const isTruth = `status = 'accepted' AND is_points = 0`;
  const accepted = database.prepare<[], AcceptedRow>(`${columns} WHERE ${isTruth} ORDER BY image_id, id`);
  const ofImage = database.prepare<[string], AcceptedRow>(`${columns} WHERE image_id = ? AND ${isTruth} ORDER BY id`);
  return {
    hashes: () => {
      const byImage = Map.groupBy(accepted.all(), ({ image_id }) => image_id);
      return new Map([...byImage].map(([imageId, rows]) => [imageId, hashOf(rows)]));
    },
    hashOf: (imageId) => {
      const rows = ofImage.all(imageId);
      return rows.length === 0 ? '' : hashOf(rows);
    },
  };
}

function hashOf(rows: readonly AcceptedRow[]): string {
  const parts = rows.map((row) => [row.id, row.label_id, row.is_crowd, row.updated_at]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
