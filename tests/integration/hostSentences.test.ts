import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { hostSentences } from '../../renderer/messages/chinese/hostSentence.ts';
import { rows } from '../../renderer/messages/chinese/hostSentences/rows.ts';
import { parseTemplate } from '../../renderer/messages/sentences/sentenceTemplate.ts';
import { hostTexts, type HostText } from '../sources/hostTexts.ts';
import { readSources } from '../sources/readSources.ts';

/** Where errors only pass on the sentence of another one, or of a report that each language has sentences for. */
const passedOn = [
  'app/training/trainConfig.ts',
  'main/jobs/cachedPredictions.ts',
  'main/jobs/importImages.ts',
  'main/processes/requestWorker.ts',
  'main/training/crashedRun.ts',
  'main/training/trainingProcess.ts',
  'workers/training/data/batchSource.ts',
];

/** The same for a template of the sources and of the catalogue, whatever their holes are called. */
const keyOf = (literals: readonly string[]): string => literals.join('{}');

function literalsOf({ text }: HostText): readonly string[] {
  const literals = [''];
  for (const part of text) {
    if (typeof part === 'string') literals[literals.length - 1] += part;
    else literals.push('');
  }
  return literals;
}

const { texts, silent } = hostTexts(readSources(resolve(import.meta.dirname, '../..'), ['app', 'main', 'workers']));
const entries = [...hostSentences, rows].flatMap((catalogue) => Object.entries(catalogue));
const byKey = new Map(entries.map(([english]) => [keyOf(parseTemplate(english).literals), parseTemplate(english)]));
const bySource = new Map(texts.map((found) => [keyOf(literalsOf(found)), found]));

test('every sentence of the host and the workers is in the Chinese catalogue', () => {
  const missing = [...bySource].filter(([key]) => !byKey.has(key)).map(([key, { place }]) => `${place}: ${key}`);
  expect(missing).toEqual([]);
});

test('every entry of the Chinese catalogue is a sentence of the host or the workers, once', () => {
  const unused = entries
    .map(([english]) => english)
    .filter((english) => !bySource.has(keyOf(parseTemplate(english).literals)));
  expect(unused).toEqual([]);
  expect(byKey.size).toBe(entries.length);
});

test('what is filled with a text of the sources is translated there too', () => {
  const untranslated = texts.filter((found) => {
    const holes = found.text.filter((part) => typeof part !== 'string');
    const kinds = byKey.get(keyOf(literalsOf(found)))?.holes.map(({ kind }) => kind) ?? [];
    return holes.some(({ isText }, index) => isText && kinds[index] === 'value');
  });
  expect(untranslated.map((found) => `${found.place}: ${keyOf(literalsOf(found))}`)).toEqual([]);
});

test('both sides of an entry have the same holes, each once, and the Chinese one is Chinese', () => {
  const names = (text: string) =>
    parseTemplate(text)
      .holes.map(({ name }) => name)
      .sort();
  const wrong = entries.filter(([english, chinese]) => {
    const isUnequal =
      names(english).join() !== names(chinese).join() || new Set(names(english)).size < names(english).length;
    const words = parseTemplate(english)
      .literals.join('')
      .replace(/Node|SQLite|MB|GB/g, '');
    return isUnequal || chinese.includes('*}') || (/[a-z]{2}/i.test(words) && !/\p{Script=Han}/u.test(chinese));
  });
  expect(wrong).toEqual([]);
});

test('errors without a sentence of their own pass on that of another one', () => {
  expect([...new Set(silent.map((place) => place.split(':')[0]))].sort()).toEqual(passedOn);
});
