/** A number that a person typed, or why it cannot be taken. */
export type TypedNumber =
  { readonly kind: 'number'; readonly value: number } | { readonly kind: 'noNumber' | 'ambiguous' };

/**
 * Reads a number as people write it: with point or comma before the decimals, with points, commas, apostrophes or spaces
 * between thousands, and with the wide digits of East Asian keyboards. `1,234` may be one thousand or one and a bit: that
 * is not guessed.
 */
export function readNumber(text: string): TypedNumber {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/[\s'\u2019]/g, '');
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(plain)) return { kind: 'ambiguous' };
  const number = withPoint(plain);
  if (number === null || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number)) return { kind: 'noNumber' };
  const value = Number(number);
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'noNumber' };
}

/** With a point before the decimals and nothing between thousands; `null` where its points and commas make no sense. */
function withPoint(text: string): string | null {
  const [points, commas] = [text.split('.').length - 1, text.split(',').length - 1];
  if (commas === 0 && points <= 1) return text;
  if (points === 0 && commas === 1) return text.replace(',', '.');
  const lastIsPoint = text.lastIndexOf('.') > text.lastIndexOf(',');
  const isGrouping = points === 0 || commas === 0;
  const [decimal, thousands] = lastIsPoint ? ['.', ','] : [',', '.'];
  const [whole = '', decimals, ...more] = isGrouping ? [text] : text.split(decimal);
  if (more.length > 0) return null;
  const groups = whole.split(isGrouping ? decimal : thousands);
  const isGrouped = groups.every((group, index) => (index === 0 ? /^[+-]?\d{1,3}$/ : /^\d{3}$/).test(group));
  if (!isGrouped) return null;
  return decimals === undefined ? groups.join('') : `${groups.join('')}.${decimals}`;
}
