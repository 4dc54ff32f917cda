import { formatLocale } from '../../messages/messages.ts';

const format = new Intl.NumberFormat(formatLocale, { style: 'percent', maximumSignificantDigits: 2 });

/** "0.34 %": small shares keep what tells them from nothing. */
export function shareText(share: number): string {
  return format.format(share);
}
