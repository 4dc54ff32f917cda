import type { ImageTally } from '../../app/metrics/imageTally.ts';
import type { ImageId, ModelId } from '../../app/model/records.ts';
import type { Database } from './database.ts';

export interface ImageScore {
  /** Of the truth that the model was compared with; another one now means that labels have changed since. */
  readonly truthHash: string;
  readonly tally: ImageTally;
}

/** What models scored on single images, so that any set of images can be compared without another look at them. */
export interface ImageScoreStore {
  /** Replaces an earlier score of the model on the image. */
  set(modelId: ModelId, imageId: ImageId, score: ImageScore): void;
  ofModel(modelId: ModelId): ReadonlyMap<ImageId, ImageScore>;
}

export function createImageScoreStore(database: Database): ImageScoreStore {
  const set = database.prepare<[string, string, string, number, string]>(
    'INSERT OR REPLACE INTO image_scores (model_id, image_id, truth_hash, scored_at, tallies) VALUES (?, ?, ?, ?, ?)',
  );
  const ofModel = database.prepare<[string], { image_id: string; truth_hash: string; tallies: string }>(
    'SELECT image_id, truth_hash, tallies FROM image_scores WHERE model_id = ?',
  );
  return {
    set: (modelId, imageId, { truthHash, tally }) => {
      set.run(modelId, imageId, truthHash, Date.now(), JSON.stringify(tally));
    },
    ofModel: (modelId) =>
      new Map(
        ofModel
          .all(modelId)
          .map(({ image_id, truth_hash, tallies }) => [
            image_id,
            { truthHash: truth_hash, tally: JSON.parse(tallies) as ImageTally },
          ]),
      ),
  };
}
