import { formatDuration } from './format.ts';
import { formatLocale, messages } from './messages.ts';

const dayMs = 86_400_000;

/** "4.3 s", "2 min": short times with a decimal, because they are compared; a dash where there is none. */
export function workTimeText(timeMs: number | null): string {
  if (timeMs === null) return '–';
  if (timeMs < 50 || timeMs >= 9950) return formatDuration(timeMs / 1000);
  return messages.common.durations.seconds(Math.round(timeMs / 100) / 10);
}

/** Days since 1970 of a day such as "2026-11-30". */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** "30 Nov". */
export function dayText(number: number): string {
  const format = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.format(number * dayMs);
}
