import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const themeText = readFileSync(join(import.meta.dirname, 'theme.css'), 'utf8');

type Colour = readonly [red: number, green: number, blue: number];
type Theme = ReadonlyMap<string, string>;

/** What the WCAG ask of text, and of icons and marks, at level AA. */
const TEXT_CONTRAST = 4.5;
const MARK_CONTRAST = 3;

const surfaces = ['--surface-0', '--surface-1', '--surface-2', '--surface-3', '--field'];
const texts = ['--text', '--text-muted'];
const meanings = ['--accent', '--success', '--warning', '--danger', '--info'];
const softs = ['--accent-soft', '--danger-soft', '--warning-soft'];

function tokensOf(selector: string): [string, string][] {
  const start = themeText.indexOf(selector);
  const block = start < 0 ? '' : themeText.slice(themeText.indexOf('{', start) + 1, themeText.indexOf('}', start));
  return [...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? '', found[2] ?? '']);
}

const dark: Theme = new Map(tokensOf(":root[data-theme='dark'] {"));
/** The light theme says only what differs. */
const light: Theme = new Map([...dark, ...tokensOf(":root[data-theme='light'] {")]);

/** A token over an opaque colour. */
function colourOf(theme: Theme, token: string, below: Colour): Colour {
  const value = theme.get(token) ?? '';
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(value);
  if (hex !== null) return [1, 2, 3].map((part) => parseInt(hex[part] ?? '', 16)) as unknown as Colour;
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/.exec(value);
  if (rgb === null) throw new Error(`${token} is no colour: ${value}`);
  const alpha = Number(rgb[4]) / 100;
  return below.map((part, index) => Number(rgb[index + 1]) * alpha + part * (1 - alpha)) as unknown as Colour;
}

/** Relative luminance as the WCAG define it. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: Colour, second: Colour): number {
  const [low = 0, high = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const black: Colour = [0, 0, 0];

/** Pairs of a token and its surface that come closer to each other than they may. */
function tooClose(theme: Theme, tokens: readonly string[], onSurfaces: readonly string[], least: number): string[] {
  return tokens.flatMap((token) =>
    onSurfaces.flatMap((surface) => {
      const [base = '', soft] = surface.split(' with ');
      const plain = colourOf(theme, base, black);
      const below = soft === undefined ? plain : colourOf(theme, soft, plain);
      const found = contrast(colourOf(theme, token, below), below);
      return found >= least ? [] : [`${token} on ${surface}: ${found.toFixed(2)}`];
    }),
  );
}

test('the reckoning agrees with known contrasts', () => {
  expect(contrast(black, [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.478, 3);
});

test.each([
  ['dark', dark],
  ['light', light],
])('in the %s theme texts and icons stand out from every surface', (_, theme) => {
  const softSurfaces = softs.flatMap((soft) => ['--surface-1', '--surface-2'].map((base) => `${base} with ${soft}`));
  expect([
    ...tooClose(theme, [...texts, ...meanings], surfaces, TEXT_CONTRAST),
    ...tooClose(theme, texts, softSurfaces, TEXT_CONTRAST),
    ...tooClose(theme, ['--border-field'], ['--field', '--surface-1', '--surface-2'], MARK_CONTRAST),
    ...tooClose(theme, ['--accent-text'], ['--accent'], TEXT_CONTRAST),
    ...tooClose(theme, ['--danger'], ['--surface-1 with --danger-soft'], TEXT_CONTRAST),
    ...tooClose(theme, ['--warning'], ['--surface-1 with --warning-soft'], MARK_CONTRAST),
  ]).toEqual([]);
});
