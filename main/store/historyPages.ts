import type { HistoryGesture, HistoryPage } from '../../app/contract/historyViews.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { Database } from './database.ts';

interface PageOrder {
  readonly offset: number;
  readonly limit: number;
  readonly imageId?: ImageId | undefined;
}

const columns = `
  history.sequence, description, history.image_id AS imageId, images.name AS imageName, committed_at AS committedAt,
  (SELECT sum(changes) FROM history_places WHERE sequence = history.sequence) AS changes`;
const order = 'ORDER BY history.sequence DESC LIMIT @limit OFFSET @offset';

/** The steps of the history for a list, newest first, without their diffs. */
export function createHistoryPages(database: Database, present: () => number): (order: PageOrder) => HistoryPage {
  const all = database.prepare<[PageOrder], HistoryGesture>(
    `SELECT ${columns} FROM history LEFT JOIN images ON images.id = history.image_id ${order}`,
  );
  const ofImage = database.prepare<[PageOrder], HistoryGesture>(
    `SELECT ${columns} FROM history_places AS place JOIN history ON history.sequence = place.sequence
     LEFT JOIN images ON images.id = history.image_id WHERE place.image_id = @imageId ${order}`,
  );
  const count = database.prepare<[], number>('SELECT count(*) FROM history').pluck();
  const countOfImage = database
    .prepare<[string], number>('SELECT count(*) FROM history_places WHERE image_id = ?')
    .pluck();
  return (page) => ({
    gestures: page.imageId === undefined ? all.all(page) : ofImage.all(page),
    total: (page.imageId === undefined ? count.get() : countOfImage.get(page.imageId)) ?? 0,
    present: present(),
  });
}
