/**
 * What is told to a person travels as data, a kind with its facts; each language has one sentence for every kind. So that
 * the window speaks the person's language and the command line English, about the same.
 */
interface Told {
  readonly kind: string;
}

/** One sentence for every kind of `T`. */
export type Sentences<T extends Told> = {
  readonly [K in T['kind']]: (facts: Extract<T, { kind: K }>) => string;
};

export function sentenceOf<T extends Told>(told: T, sentences: Sentences<T>): string {
  return (sentences[told.kind as T['kind']] as (facts: Told) => string)(told);
}
