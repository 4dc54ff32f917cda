/**
 * COCO's compressed run-length string. From the fourth run on a run is stored as its difference to the run two places
 * before; each number is cut into groups of five bits, least significant first, with sign extension; bit 0x20 says that
 * more groups follow, and 48 is added to each group. Source: cocoapi, common/maskApi.c (rleToString, rleFrString).
 */

const GROUP_BASE = 32;
const MORE = 0x20;
const SIGN = 0x10;
const FIRST_CODE = 48;
const LAST_CODE = 111;
/** Ten groups hold 50 bits, more pixels than any image has, and stay exact in a double. */
const MOST_GROUPS = 10;
const CHUNK_LENGTH = 8192;

/** Encodes run lengths (non-negative integers, background first). */
export function encodeCounts(counts: readonly number[]): string {
  let text = '';
  let codes: number[] = [];
  for (let index = 0; index < counts.length; index++) {
    let rest = (counts[index] as number) - (index > 2 ? (counts[index - 2] as number) : 0);
    let more = true;
    while (more) {
      const next = Math.floor(rest / GROUP_BASE);
      const group = rest - next * GROUP_BASE;
      rest = next;
      more = (group & SIGN) === 0 ? rest !== 0 : rest !== -1;
      codes.push((more ? group | MORE : group) + FIRST_CODE);
    }
    if (codes.length >= CHUNK_LENGTH) {
      text += String.fromCharCode(...codes);
      codes = [];
    }
  }
  return text + String.fromCharCode(...codes);
}

/** Decodes a compressed string into run lengths. Throws a `RangeError` that says where the text is malformed. */
export function decodeCounts(text: string): number[] {
  const counts: number[] = [];
  let index = 0;
  while (index < text.length) {
    let value = 0;
    let scale = 1;
    let groups = 0;
    let more = true;
    while (more) {
      const code = text.charCodeAt(index);
      if (index >= text.length) throw new RangeError('The run-length string ends inside a number.');
      if (code < FIRST_CODE || code > LAST_CODE || groups === MOST_GROUPS) {
        throw new RangeError(`The run-length string is malformed at character ${index + 1}.`);
      }
      const group = code - FIRST_CODE;
      value += (group & 0x1f) * scale;
      scale *= GROUP_BASE;
      more = (group & MORE) !== 0;
      if (!more && (group & SIGN) !== 0) value -= scale;
      index += 1;
      groups += 1;
    }
    if (counts.length > 2) value += counts[counts.length - 2] as number;
    if (value < 0) throw new RangeError(`The run-length string holds a negative run before character ${index + 1}.`);
    counts.push(value);
  }
  return counts;
}
