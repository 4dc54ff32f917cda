import { perLocale } from '../../messages/perLocale.ts';

const percent = perLocale((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 }));

/** "0.34%": small shares keep what tells them from nothing. */
export function shareText(share: number): string {
  return percent().format(share);
}
