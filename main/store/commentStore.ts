import type { CommentRecord, ImageId } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { recordShapes } from './recordShapes.ts';
import type { SqlRow } from './recordTable.ts';

/** What is noted on the images of a project. */
export interface CommentStore {
  /** Oldest first. */
  ofImage(imageId: ImageId): CommentRecord[];
}

export function createCommentStore(database: Database): CommentStore {
  const ofImage = database.prepare<[string], SqlRow>(
    'SELECT * FROM comments WHERE image_id = ? ORDER BY created_at, id',
  );
  return { ofImage: (imageId) => ofImage.all(imageId).map(recordShapes.comments.recordOf) };
}
