import type { SentenceCatalogue } from './sentenceCatalogue.ts';
import { fits, parseTemplate, readings, type SentenceTemplate } from './sentenceTemplate.ts';
import { spaced } from './spaced.ts';

interface Entry {
  readonly english: SentenceTemplate;
  readonly translated: SentenceTemplate;
  /** The longest piece of its own words: a sentence without it is no reading of it. */
  readonly rarest: string;
  /** Without words of its own it is only known by the texts in its holes. */
  readonly speaks: boolean;
  /** How many characters it explains by itself; a little less than none where it has no words. */
  readonly length: number;
}

/** `length`: how many characters are explained by the catalogue. */
interface Translation {
  readonly text: string;
  readonly length: number;
}

type ValueNames = Readonly<Record<string, (value: string) => string>>;

/** Between sentences that follow each other, of which one may be strange, and between parts of a list. */
const joints = [
  { pattern: /(?<=[.!?]) (?=["\p{Lu}\p{Nd}])/gu, replacement: '', takesStrangers: true },
  { pattern: /; /g, replacement: '；', takesStrangers: false },
] as const;

/** Longer ones are logs of other programs. */
const longestSentence = 2000;
/** Lists repeat their sentences, and are drawn again and again. */
const mostKept = 1000;

/**
 * Turns sentences of the host into another language, by the reading that explains the most characters: sentences hold
 * others, and a file may be called like one. What no template fits stays as it came. `names` says how the values of
 * holes with certain names are called in that language.
 */
export function sentenceTranslator(
  catalogues: readonly SentenceCatalogue[],
  names: ValueNames = {},
): (sentence: string) => string {
  const entries = catalogues.flatMap((catalogue) => Object.entries(catalogue).map(entryOf));
  const known = new Map<string, string>();
  return (sentence) => {
    if (sentence.length > longestSentence) return sentence;
    const said = known.get(sentence) ?? new Reader(entries, names).translate(sentence)?.text ?? sentence;
    if (known.size >= mostKept) known.clear();
    known.set(sentence, said);
    return said;
  };
}

function entryOf([english, translated]: readonly [string, string]): Entry {
  const template = parseTemplate(english);
  const { literals } = template;
  const own = literals.join('');
  const speaks = /[a-z]/i.test(own);
  return {
    english: template,
    translated: parseTemplate(translated),
    rarest: literals.reduce((longest, literal) => (literal.length > longest.length ? literal : longest), ''),
    speaks,
    length: speaks ? own.length : own.length / 100 - 1,
  };
}

/** Reads one sentence; parts of it are read once. */
class Reader {
  readonly #speaking: readonly Entry[];
  readonly #wordless: readonly Entry[];
  /** Of sentences, and of what is in the holes of templates without words, where only one with words serves. */
  readonly #known = { any: new Map<string, Translation | null>(), speaking: new Map<string, Translation | null>() };

  readonly #names: ValueNames;

  constructor(entries: readonly Entry[], names: ValueNames) {
    this.#names = names;
    this.#speaking = entries.filter(({ speaks }) => speaks);
    this.#wordless = entries.filter(({ speaks }) => !speaks);
  }

  translate(sentence: string, by: 'any' | 'speaking' = 'any'): Translation | null {
    const known = this.#known[by].get(sentence);
    if (known !== undefined) return known;
    this.#known[by].set(sentence, null);
    let best: Translation | null = null;
    for (const candidate of this.#candidates(sentence, by)) {
      if (candidate.length > (best?.length ?? 0)) best = candidate;
    }
    this.#known[by].set(sentence, best);
    return best;
  }

  *#candidates(sentence: string, by: 'any' | 'speaking'): Generator<Translation> {
    for (const entry of this.#speaking) yield* this.#readBy(entry, sentence);
    if (by === 'speaking') return;
    for (const entry of this.#wordless) yield* this.#readBy(entry, sentence);
    for (const { pattern, replacement, takesStrangers } of joints) {
      for (const { index, 0: joint } of sentence.matchAll(pattern)) {
        const [first, second] = [sentence.slice(0, index), sentence.slice(index + joint.length)];
        const [left, right] = [this.translate(first), this.translate(second)];
        const isWhole = left !== null && right !== null;
        if (!isWhole && (!takesStrangers || left === right)) continue;
        const between = isWhole ? replacement : joint;
        const text = `${left?.text ?? first}${between}${right?.text ?? second}`;
        yield { text, length: (left?.length ?? 0) + (right?.length ?? 0) };
      }
    }
  }

  *#readBy(entry: Entry, sentence: string): Generator<Translation> {
    if (!fits(entry.english, sentence) || !sentence.includes(entry.rarest)) return;
    for (const values of readings(entry.english, sentence)) {
      const texts = this.#textsOf(entry, values);
      if (texts !== null) yield this.#filled(entry, values, texts);
    }
  }

  /** What is known of the values; `null` where too little is for the template to be the right one. */
  #textsOf({ english, speaks }: Entry, values: readonly string[]): readonly (Translation | null)[] | null {
    const by = speaks ? 'any' : 'speaking';
    const texts = english.holes.map(({ kind }, index) =>
      kind === 'text' ? this.translate(values[index] ?? '', by) : null,
    );
    const isKnown = english.holes.every(
      ({ kind }, index) => kind !== 'text' || texts[index] !== null || !values[index],
    );
    if (!speaks && !isKnown) return null;
    return english.holes.map(({ kind }, index) =>
      kind === 'either' ? this.translate(values[index] ?? '', by) : (texts[index] ?? null),
    );
  }

  #filled(
    { english, translated, length }: Entry,
    values: readonly string[],
    texts: readonly (Translation | null)[],
  ): Translation {
    const byName = new Map(
      english.holes.map(({ name }, index) => {
        const value = values[index] ?? '';
        return [name, texts[index]?.text ?? this.#names[name]?.(value) ?? value];
      }),
    );
    const pieces = translated.literals.flatMap((literal, index) => {
      const hole = translated.holes[index];
      return hole === undefined ? [literal] : [literal, byName.get(hole.name) ?? ''];
    });
    return {
      text: pieces.reduce(spaced, ''),
      length: texts.reduce((sum, inner) => sum + (inner?.length ?? 0), length),
    };
  }
}
