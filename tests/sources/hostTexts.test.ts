import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';
import { hostTexts } from './hostTexts.ts';
import { readSources } from './readSources.ts';

function textsOf(files: Readonly<Record<string, string>>) {
  const root = temporaryFolder();
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), source);
  }
  const { texts, silent } = hostTexts(readSources(root, ['main']));
  const shown = texts.map(({ text, place }) => {
    const parts = text.map((part) =>
      typeof part === 'string' ? part : `{${part.expression.getText()}${part.isText ? '*' : ''}}`,
    );
    return `${place} ${parts.join('')}`;
  });
  return { texts: shown.sort(), silent };
}

test('texts of errors are found through helpers, choices, constants and tables of other files', () => {
  const found = textsOf({
    'main/refuse.ts': [
      'export function refuse(file: string, reason: string): Error {',
      "  return new AppError('INVALID_INPUT', `${file}: ${reason}.`);",
      '}',
      "export const reasons = { a: 'it is too large', b: 'it is too small' };",
    ].join('\n'),
    'main/use.ts': [
      "import { reasons, refuse } from './refuse.ts';",
      'export function use(file: string, isGone: boolean, count: number): void {',
      "  const advice = isGone ? 'bring it back' : `wait ${count} days`;",
      "  if (isGone) throw refuse(file, 'it is gone');",
      '  if (count > 1) throw refuse(file, reasons[file]);',
      "  throw new AppError('NOT_FOUND', `${file} has ${count === 1 ? 'a fault' : 'faults'}: ` + `${advice}.`);",
      '}',
    ].join('\n'),
  });
  expect(found).toEqual({
    texts: [
      'main/refuse.ts:2 {file}: {reason*}.',
      'main/refuse.ts:4 it is too large',
      'main/refuse.ts:4 it is too small',
      'main/use.ts:4 it is gone',
      'main/use.ts:6 {file} has a fault: bring it back.',
      'main/use.ts:6 {file} has a fault: wait {count} days.',
      'main/use.ts:6 {file} has faults: bring it back.',
      'main/use.ts:6 {file} has faults: wait {count} days.',
    ],
    silent: [],
  });
});

test('an error that passes on the words of another one is silent, and what the terminal alone shows is left out', () => {
  const found = textsOf({
    'main/jobs/pass.ts': "export const pass = (error: Error): Error => new AppError('INTERNAL', error.message);",
    'main/cli/say.ts': "export const problem = new AppError('INVALID_INPUT', 'Say what to do.');",
  });
  expect(found).toEqual({ texts: [], silent: ['main/jobs/pass.ts:1'] });
});

test('properties that the window shows hold texts, by shorthand and by what is pushed on a list', () => {
  const found = textsOf({
    'main/jobs/report.ts': [
      'export function report(count: number) {',
      '  const notes: string[] = [];',
      '  notes.push(`${count} images are large.`);',
      "  return { notes, reason: 'steps', fix: 'Take smaller ones.' };",
      '}',
    ].join('\n'),
  });
  expect(found.texts).toEqual([
    'main/jobs/report.ts:3 {count} images are large.',
    'main/jobs/report.ts:4 Take smaller ones.',
  ]);
});
