import type { HistoryGesture, HistoryPage } from '../../app/contract/historyViews.ts';

/**
 * The newest gestures that are known without a gap, after the newest page was read anew. New gestures come and undone
 * ones go at the top only, so what is known below the page still holds; unless they do not meet.
 */
export function withNewestPage(known: readonly HistoryGesture[], page: HistoryPage): readonly HistoryGesture[] {
  const last = page.gestures.at(-1)?.sequence;
  const meeting = known.findIndex(({ sequence }) => sequence === last);
  return meeting < 0 ? page.gestures : [...page.gestures, ...known.slice(meeting + 1)].slice(0, page.total);
}

/** The same with the page that was read below; where the history has moved meanwhile, what is there already goes out. */
export function withOlderPage(known: readonly HistoryGesture[], page: HistoryPage): readonly HistoryGesture[] {
  const oldest = known.at(-1)?.sequence ?? Infinity;
  return [...known, ...page.gestures.filter(({ sequence }) => sequence < oldest)];
}
