import { formatLocale } from './messages.ts';

/** A format of numbers or dates that follows the language: to make one takes as long as hundreds of uses. */
export function perLocale<Format>(make: (locale: string) => Format): () => Format {
  let made: { readonly locale: string; readonly format: Format } | null = null;
  return () => {
    if (made?.locale !== formatLocale) made = { locale: formatLocale, format: make(formatLocale) };
    return made.format;
  };
}
