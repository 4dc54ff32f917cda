import type ts from 'typescript';

/** A value that a text of the source is filled with. */
export interface Hole {
  readonly expression: ts.Expression;
  /** What it is filled with is a text of the source itself. */
  readonly isText: boolean;
}

type Part = string | Hole;

/** One of the texts that an expression may become. */
export type Text = readonly Part[];

/** Each start with each end. */
export function product(starts: readonly Text[], ends: readonly Text[]): readonly Text[] {
  return starts.flatMap((start) => ends.map((end) => joined([...start, ...end])));
}

function joined(parts: Text): Text {
  const whole: Part[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (typeof part === 'string' && typeof last === 'string') whole[whole.length - 1] = last + part;
    else whole.push(part);
  }
  return whole;
}

/** Words between spaces, beside holes: names and keys are none. */
export function isSentence(text: Text): boolean {
  const words = text.map((part) => (typeof part === 'string' ? part : '0')).join('');
  const hasText = speaks(text) || text.some((part) => typeof part !== 'string' && part.isText);
  return hasText && /\S\s+\S/.test(words);
}

/** It has words of its own. */
export function speaks(text: Text): boolean {
  return text.some((part) => typeof part === 'string' && /[a-z]{2}/i.test(part));
}
