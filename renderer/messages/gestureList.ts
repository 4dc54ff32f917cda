import { formatLocale, messages } from './messages.ts';

/** So many are named, the oldest first; the others are counted. */
const mostNamed = 5;

/** "“Draw polygon”, “Move objects” and 3 more" */
export function gestureList(names: readonly string[]): string {
  const words = messages.connection;
  const others = names.length - mostNamed;
  const named = names.slice(0, mostNamed).map((name) => words.gesture(name));
  return new Intl.ListFormat(formatLocale).format(others > 0 ? [...named, words.moreGestures(others)] : named);
}
