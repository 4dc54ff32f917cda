/** Words that a person gives to images, to find them again. */

/** As tags are kept: no `#` in front, and dashes for spaces, so that each is one word to search for. Empty: none. */
export function cleanTag(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^[\s#]+/, '')
    .trim()
    .replace(/\s+/g, '-');
}

/** Clean, none empty and none twice, in whatever case; the first writing stays. */
export function cleanTags(texts: readonly string[]): readonly string[] {
  const tags = new Map<string, string>();
  for (const tag of texts.map(cleanTag)) {
    const key = tag.toLowerCase();
    if (tag !== '' && !tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()];
}

/** Every tag of these images, the most used first; of equals by name. */
export function usedTags(images: readonly { readonly tags: readonly string[] }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const tag of images.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort(([first, uses], [second, otherUses]) => otherUses - uses || (first < second ? -1 : 1))
    .map(([tag]) => tag);
}
