type HoleKind = 'value' | 'text' | 'either';

interface Hole {
  readonly name: string;
  readonly kind: HoleKind;
}

/** A sentence with holes: one more literal than holes, around and between them. */
export interface SentenceTemplate {
  readonly literals: readonly string[];
  readonly holes: readonly Hole[];
}

const holePattern = /\{([a-z][a-zA-Z]*)([*?]?)\}/;
const kinds: Readonly<Record<string, HoleKind>> = { '': 'value', '*': 'text', '?': 'either' };

export function parseTemplate(text: string): SentenceTemplate {
  const literals: string[] = [];
  const holes: Hole[] = [];
  let rest = text;
  for (let found = holePattern.exec(rest); found !== null; found = holePattern.exec(rest)) {
    const [whole, name = '', mark = ''] = found;
    literals.push(rest.slice(0, found.index));
    holes.push({ name, kind: kinds[mark] ?? 'value' });
    rest = rest.slice(found.index + whole.length);
  }
  return { literals: [...literals, rest], holes };
}

/** Whether the sentence begins and ends as the template does. */
export function fits({ literals }: SentenceTemplate, sentence: string): boolean {
  return sentence.startsWith(literals[0] ?? '') && sentence.endsWith(literals.at(-1) ?? '');
}

/** More ways than this to read one sentence by one template are not looked at. */
const mostReadings = 200;

/** Every way to read a sentence that fits the template, as the values of its holes; the shortest first values first. */
export function readings({ literals, holes }: SentenceTemplate, sentence: string): readonly (readonly string[])[] {
  const [start = '', ...others] = literals;
  if (holes.length === 0) return sentence === start ? [[]] : [];
  const found: string[][] = [];
  const read = (from: number, values: readonly string[]): void => {
    const literal = others[values.length] ?? '';
    const isLast = values.length === holes.length - 1;
    const takes = (value: string): boolean => holes[values.length]?.name !== 'count' || /^-?[\d.,]+$/.test(value);
    if (isLast) {
      const end = sentence.length - literal.length;
      if (end >= from && takes(sentence.slice(from, end))) found.push([...values, sentence.slice(from, end)]);
      return;
    }
    for (let at = sentence.indexOf(literal, from); at >= 0; at = sentence.indexOf(literal, at + 1)) {
      if (found.length >= mostReadings) return;
      const value = sentence.slice(from, at);
      if (takes(value)) read(at + literal.length, [...values, value]);
      // An empty literal is found at the end for ever.
      if (at >= sentence.length) return;
    }
  };
  read(start.length, []);
  return found;
}
