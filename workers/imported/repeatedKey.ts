/** A key that a JSON object has twice on its first level, which JSON.parse passes over; `null` where there is none. */
export function repeatedKey(json: string): string | null {
  const keys = new Set<string>();
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/gs;
  let depth = 0;
  for (const { 0: text, index } of json.matchAll(token)) {
    if (text === '{' || text === '[') depth++;
    else if (text === '}' || text === ']') depth--;
    else if (depth === 1 && /^\s*:/.test(json.slice(index + text.length, index + text.length + 64))) {
      const key = JSON.parse(text) as string;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return null;
}
