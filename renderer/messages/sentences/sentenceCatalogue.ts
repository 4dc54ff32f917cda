/**
 * English sentences as they are in the sources, and the same in another language. Holes are in braces, named for the
 * translator: `{file}` takes a value as it is, `{reason*}` takes a sentence or a part of one that is in the catalogue too,
 * `{file?}` takes either. `{count}` takes a number alone.
 */
export type SentenceCatalogue = Readonly<Record<string, string>>;
