import type { RefusalReason } from '../contract/refusals.ts';

/**
 * Which image of the project an annotation file means. Names are only compared, never opened: a name that points
 * outside of a folder can match an image of the project or nothing.
 */

export type NameMatch<I> =
  | {
      readonly kind: 'one';
      readonly image: I;
      /** Its whole path is the same, not just the end of it. */
      readonly whole: boolean;
    }
  | { readonly kind: 'several' | 'none'; readonly images: readonly I[] };

/**
 * Compares by path: the whole path first, then the longest common tail, where one path must end with the whole other
 * one (`scan1/a.png` is meant by `a.png` and by `images/scan1/a.png`, but not by `scan2/a.png`). `keyOf` says what of a
 * name counts, such as the path without its extension.
 */
export function createImageMatcher<I extends { readonly name: string }>(
  images: readonly I[],
  keyOf: (name: string) => string = (name) => name,
): (name: string) => NameMatch<I> {
  const byLastSegment = new Map<string, { segments: string[]; image: I }[]>();
  for (const image of images) {
    const segments = comparableSegments(keyOf(image.name));
    const last = segments.at(-1);
    if (last === undefined) continue;
    const sharing = byLastSegment.get(last);
    if (sharing) sharing.push({ segments, image });
    else byLastSegment.set(last, [{ segments, image }]);
  }
  const byName = new Map(images.map((image) => [image.name, image]));
  return (name) => {
    // Two names may differ in nothing that is compared; then letter for letter decides.
    const equal = byName.get(name);
    if (equal !== undefined) return { kind: 'one', image: equal, whole: true };
    const wanted = comparableSegments(keyOf(name));
    let best: I[] = [];
    let bestLength = 0;
    for (const { segments, image } of byLastSegment.get(wanted.at(-1) ?? '') ?? []) {
      const length = commonTail(segments, wanted);
      if (length < Math.min(segments.length, wanted.length)) continue;
      // An equal path beats every tail of the same length.
      const rank = length + (segments.length === wanted.length ? 0.5 : 0);
      if (rank > bestLength) best = [];
      if (rank >= bestLength) best.push(image);
      bestLength = Math.max(bestLength, rank);
    }
    const [first] = best;
    if (first === undefined) return { kind: 'none', images: [] };
    return best.length === 1
      ? { kind: 'one', image: first, whole: !Number.isInteger(bestLength) }
      : { kind: 'several', images: best };
  };
}

/**
 * Path segments as they are compared: either kind of slash, composed Unicode (NFC), without drive, root, `.` and
 * everything up to the last `..`.
 */
export function comparableSegments(path: string): string[] {
  const segments = path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  return segments.slice(segments.lastIndexOf('..') + 1);
}

/** The path without the extension of its last segment. */
export function stemOf(path: string): string {
  return path.replace(/(?<=[^/\\])\.[^./\\]*$/, '');
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return length;
}

/** Why a name could not be matched. */
export function explainMatch(name: string, match: NameMatch<{ readonly name: string }>): RefusalReason {
  return match.kind === 'several'
    ? { kind: 'severalImages', name, matches: match.images.map((image) => image.name) }
    : { kind: 'noSuchImage', name };
}
