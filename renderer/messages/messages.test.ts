import { expect, test } from 'vitest';
import { en } from './en.ts';
import { formatBytes, formatCount, formatDuration, formatPixelSpacing, formatScore } from './format.ts';
import { zhCN } from './zhCN.ts';

/** Facts that sentences of reports speak of; the rest are counts. */
function factsWith(count: number): unknown {
  const size = { width: 640, height: 480 };
  const known = {
    ...{ doing: 'a.png', because: 'It is broken.', device: 'cpu', set: 'val', image: size, said: size, step: null },
    ...{ matches: ['a.png', 'b.png'], files: ['a.bin', 'b.bin'], setting: 'depth', loss: 0.25, dice: 0.9, best: 0.95 },
  };
  return new Proxy<Record<string, unknown>>(known, { get: (facts, key) => facts[String(key)] ?? count });
}

/** Every text with its path; functions are called with as many arguments as they take. */
function texts(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const answers = [1, 12].map((count) => {
      const call = value as (...args: unknown[]) => string;
      const isReport = path.includes('.reports.') || path.includes('.planReasons.') || path.includes('.problems.');
      return call(...Array.from({ length: call.length }, () => (isReport ? factsWith(count) : count)));
    });
    return answers.map((answer, index) => [`${path}(${index})`, answer]);
  }
  return Object.entries(value as object).flatMap(([key, child]) => texts(child, `${path}.${key}`));
}

test('every text is there in both languages, none empty, and Chinese texts are Chinese', () => {
  const english = texts(en, 'en').map(([path, text]) => [path.slice(2), text] as const);
  const chinese = new Map(texts(zhCN, 'zh').map(([path, text]) => [path.slice(2), text]));
  expect([...chinese.keys()]).toEqual(english.map(([path]) => path));
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
  // The same in every language: names of languages, units, abbreviations.
  const untranslated = english.filter(([path, text]) => chinese.get(path) === text && /[a-z]{3}/i.test(text));
  expect(untranslated.map(([path]) => path).filter((path) => !isShared(path))).toEqual([]);
});

/** Names of languages, units, networks and kinds of numbers are the same in every language. */
const shared = [
  '.settings.languages.',
  '.help.version',
  '.instances.f1',
  '.settingOptions.architecture.',
  '.settingOptions.optimiser.',
  '.exporting.report.before',
  '.train.comparisonDice',
  '.display.colourMaps.',
];

function isShared(path: string): boolean {
  return shared.some((part) => path.includes(part));
}

test('sizes of pixels have a unit that suits them, and both sides where they differ', () => {
  const square = (lengthMm: number) => formatPixelSpacing({ xMm: lengthMm, yMm: lengthMm });
  expect([2e-6, 0.00005, 0.00065, 0.0423333, 0.7, 12.34].map(square)).toEqual([
    ...['2 nm', '50 nm', '0.65 µm', '42.3 µm', '0.7 mm', '12.3 mm'],
  ]);
  expect(formatPixelSpacing({ xMm: 0.0005, yMm: 0.00025 })).toBe('0.5 × 0.25 µm');
  expect(formatPixelSpacing({ xMm: 0.0005, yMm: 0.00050001 })).toBe('0.5 µm');
});

test('numbers, sizes and times are short', () => {
  expect({
    count: formatCount(1_234_567),
    scores: [0.91249, 1, null].map(formatScore),
    bytes: [512, 1_500, 12_300_000].map(formatBytes),
    durations: [0.2, 8.4, 59.6, 61, 179, 3600, 4800].map(formatDuration),
  }).toEqual({
    count: '1,234,567',
    scores: ['0.912', '1.000', '–'],
    bytes: ['512 B', '1.5 kB', '12 MB'],
    durations: ['< 1 s', '8 s', '1 min', '1 min', '3 min', '1 h', '1 h 20 min'],
  });
});
