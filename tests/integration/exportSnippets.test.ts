import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pythonSnippet, typescriptSnippet } from '../../app/deployment/snippets.ts';
import { decodePixels } from '../../workers/images/decodePixels.ts';
import { openSegmenter } from '../../workers/inference/segmenter.ts';
import { writeExampleModel, type ExampleModel } from '../fixtures/exampleModel.ts';
import { findPython } from '../fixtures/findPython.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

/** The programs that go with an export, run as programs on an exported model, beside what the studio makes of the image. */

const [width, height] = [45, 38];
const fixtures = join(import.meta.dirname, '..', 'fixtures');

interface Case extends ExampleModel {
  readonly image: 'grey' | 'colour' | 'transparent' | 'grey16' | 'colour16';
}

const cases: Readonly<Record<string, Case>> = {
  'a grey model and a grey image': { channels: 1, image: 'grey' },
  'a grey model and a colour image': { channels: 1, image: 'colour', labels: ['cell', 'scratch'] },
  'a colour model and a grey image': { channels: 3, image: 'grey' },
  'a colour model and an image with transparency': { channels: 3, image: 'transparent', labels: ['cell', 'scratch'] },
  'a model with rims': { channels: 1, image: 'grey', labels: ['cell', 'scratch'], separation: 'rims' },
  'a model with maps': { channels: 1, image: 'grey', separation: 'centres' },
  'a grey model that measures each image by itself': { channels: 1, image: 'colour', intensities: 'image' },
  'a colour model of 16 bits that does': { channels: 3, image: 'colour16', bitDepth: 16, intensities: 'image' },
  'a grey model of 16 bits': { channels: 1, image: 'grey16', bitDepth: 16 },
  'a colour model of 16 bits': { channels: 3, image: 'colour16', bitDepth: 16 },
};

/** Waves of other lengths in every channel. */
async function writeImage(file: string, kind: Case['image']): Promise<void> {
  const channels = { grey: 1, colour: 3, transparent: 4, grey16: 1, colour16: 3 }[kind] as 1 | 3 | 4;
  const is16 = kind.endsWith('16');
  const values = Float64Array.from({ length: width * height * channels }, (_, i) => {
    const [channel, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    return 0.5 + 0.3 * Math.sin(x / (3 + channel)) + 0.18 * Math.cos(y / (4 - channel / 2));
  });
  const pixels = is16
    ? Uint16Array.from(values, (value) => value * 65_535)
    : Uint8Array.from(values, (value) => value * 255);
  await sharp(pixels, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? (is16 ? 'grey16' : 'b-w') : is16 ? 'rgb16' : 'srgb')
    .png()
    .toFile(file);
}

/** A folder with model and image, and the classes that the studio gives its pixels. */
async function prepare({ image, ...model }: Case) {
  const folder = temporaryFolder();
  const card = await writeExampleModel(folder, model);
  const file = join(folder, 'image.png');
  await writeImage(file, image);
  const segmenter = await openSegmenter(folder, 'cpu');
  const { classMap } = await segmenter.segment(await decodePixels(file));
  await segmenter.release();
  expect(new Set(classMap).size).toBeGreaterThan(1);
  return { folder, card: { ...card, bitDepth: model.bitDepth ?? 8 }, classMap };
}

/** Sums of another order may turn the very few pixels for which two classes are as good as even. */
function expectSameClasses(found: Uint8Array, expected: Uint8Array): void {
  expect(found).toHaveLength(expected.length);
  expect(found.reduce((count, value, i) => count + Number(value !== expected[i]), 0)).toBeLessThanOrEqual(2);
}

describe.each(Object.entries(cases))('%s', (_name, example) => {
  test('TypeScript', async () => {
    const { folder, card, classMap } = await prepare(example);
    symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
    const code = typescriptSnippet(card);
    writeFileSync(
      join(folder, 'run.mts'),
      `${code}\nawait (await import('node:fs/promises')).writeFile('classes', classes);\n`,
    );
    execFileSync(process.execPath, ['run.mts'], { cwd: folder });
    expectSameClasses(readFileSync(join(folder, 'classes')), classMap);
  });

  const real = findPython(['onnxruntime', 'numpy', 'PIL', ...(example.image === 'colour16' ? ['cv2'] : [])]);
  const python = real ?? findPython(['numpy', 'cv2']);
  test.skipIf(python === null)(
    `Python${real === null ? ' (with stand-ins for onnxruntime and Pillow; needs python3-opencv)' : ''}`,
    async () => {
      const { folder, card, classMap } = await prepare(example);
      const code = `${pythonSnippet(card)}\nnp.uint8(classes).tofile("classes")\n`;
      writeFileSync(join(folder, 'run.py'), code);
      const standIns = {
        PYTHONPATH: join(fixtures, 'python'),
        MASKWRIGHT_RUN_MODEL: JSON.stringify([process.execPath, join(fixtures, 'runModel.ts')]),
      };
      const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...(real === null ? standIns : {}) };
      execFileSync(python as string, ['run.py'], { cwd: folder, env });
      expectSameClasses(readFileSync(join(folder, 'classes')), classMap);
    },
  );
});

test('the programs are short: imports and five lines', async () => {
  const { card } = await prepare({ channels: 3, image: 'colour' });
  for (const code of [pythonSnippet(card), typescriptSnippet(card)]) {
    const lines = code
      .trim()
      .split('\n')
      .filter((line) => !/^(import|from) /.test(line));
    expect(lines).toHaveLength(5);
  }
});
