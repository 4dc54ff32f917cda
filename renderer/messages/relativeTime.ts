import { messages } from './messages.ts';
import { perLocale } from './perLocale.ts';

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** "2 hours ago", "yesterday", "just now". */
export function formatAgo(time: number, now: number): string {
  const seconds = Math.max(0, (now - time) / 1000);
  const step = steps.find(([, length]) => seconds >= length);
  if (step === undefined) return messages.common.justNow;
  return relative().format(-Math.floor(seconds / step[1]), step[0]);
}
