import type { LabelCount, ModelParent } from '../../app/contract/modelViews.ts';
import type { ImageId, RunId } from '../../app/model/records.ts';
import type { Database } from './database.ts';

/** What a run began with and learnt from, kept when it starts. */
export interface RunOrigin {
  readonly parent: ModelParent;
  /** Objects on the images to train on. */
  readonly labels: readonly LabelCount[];
  readonly images: RunImages;
}

export interface RunImages {
  readonly train: readonly ImageId[];
  /** Chose the best step, and were not learnt from. */
  readonly validation: readonly ImageId[];
}

export interface OriginStore {
  set(runId: RunId, origin: RunOrigin): void;
  /** Without the images, by run. */
  all(): ReadonlyMap<RunId, Omit<RunOrigin, 'images'>>;
  /** `null` where it is not known. */
  imagesOf(runId: RunId): RunImages | null;
}

export function createOriginStore(database: Database): OriginStore {
  const set = database.prepare<[string, string, string, string]>(
    'INSERT OR REPLACE INTO run_origins (run_id, parent, labels, images) VALUES (?, ?, ?, ?)',
  );
  const all = database.prepare<[], { run_id: string; parent: string; labels: string }>(
    'SELECT run_id, parent, labels FROM run_origins',
  );
  const images = database.prepare<[string], string>('SELECT images FROM run_origins WHERE run_id = ?').pluck();
  return {
    set: (runId, origin) => {
      set.run(runId, JSON.stringify(origin.parent), JSON.stringify(origin.labels), JSON.stringify(origin.images));
    },
    all: () =>
      new Map(
        all
          .all()
          .map(({ run_id, parent, labels }) => [
            run_id,
            { parent: JSON.parse(parent) as ModelParent, labels: JSON.parse(labels) as readonly LabelCount[] },
          ]),
      ),
    imagesOf: (runId) => {
      const stored = images.get(runId);
      return stored === undefined ? null : (JSON.parse(stored) as RunImages);
    },
  };
}
