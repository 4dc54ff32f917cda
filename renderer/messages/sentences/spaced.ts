const han = String.raw`\p{Script=Han}`;
const word = String.raw`[\p{Script=Latin}\p{Number}]`;
const meets = new RegExp(`${han}\n${word}|${word}\n${han}`, 'u');

/** Joined; Chinese characters stand a space apart from letters and numbers. */
export function spaced(text: string, next: string): string {
  const border = `${text.slice(-1)}\n${next.slice(0, 1)}`;
  return `${text}${meets.test(border) ? ' ' : ''}${next}`;
}
