import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelBytes } from '../../tests/fixtures/foreignModels.ts';
import { floatBytes, writeSafetensors, writeSafetensorsHeader } from '../../tests/fixtures/safetensorsFile.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { AppError } from '../../app/contract/errors.ts';
import { float32Tensor } from '../onnx/graph.ts';
import { matchWeights, reportLines } from './matchWeights.ts';
import { foreignModel } from './readForeignModel.ts';
import { openSafetensors } from './safetensors.ts';
import { withWeights } from './withWeights.ts';

const halves = (...bits: number[]): Uint8Array => new Uint8Array(Uint16Array.from(bits).buffer);

describe('a safetensors file', () => {
  it('gives what is asked for in single precision', async () => {
    const path = join(temporaryFolder(), 'w.safetensors');
    // IEEE 754: 1.5 is 0x3e00 in 16 bits, -2 is 0xc000, the smallest 0x0001 is 2^-24; bfloat16: 1.5 is 0x3fc0.
    writeSafetensors(path, {
      single: { dtype: 'F32', shape: [2], bytes: floatBytes(1.5, -2) },
      half: { dtype: 'F16', shape: [3], bytes: halves(0x3e00, 0xc000, 0x0001) },
      brain: { dtype: 'BF16', shape: [1, 2], bytes: halves(0x3fc0, 0xc000) },
      double: { dtype: 'F64', shape: [1], bytes: new Uint8Array(Float64Array.of(0.1).buffer) },
      count: { dtype: 'I64', shape: [], bytes: new Uint8Array(8) },
    });
    const file = await openSafetensors(path);
    expect(file.tensors.map(({ name, dtype, shape }) => [name, dtype, shape])).toEqual([
      ['single', 'F32', [2]],
      ['half', 'F16', [3]],
      ['brain', 'BF16', [1, 2]],
      ['double', 'F64', [1]],
      ['count', 'I64', []],
    ]);
    const read = await Promise.all(['single', 'half', 'brain', 'double'].map((name) => file.read(name)));
    expect(read.map((values) => [...values])).toEqual([[1.5, -2], [1.5, -2, 2 ** -24], [1.5, -2], [Math.fround(0.1)]]);
    await file.close();
  });

  const tensor = (start: number, end: number, shape = [1]): string =>
    JSON.stringify({ dtype: 'F32', shape, data_offsets: [start, end] });
  it.each([
    ['is shorter than its length', '', new Uint8Array(), undefined, /too short|would take|no JSON/],
    ['has a giant description', '{}', new Uint8Array(), 2 ** 50, /would take 1125899906842624 bytes/],
    ['has no JSON', '{"a":', new Uint8Array(), undefined, /no JSON/],
    ['describes a number', '7', new Uint8Array(), undefined, /no list of tensors/],
    [
      'describes a tensor twice',
      `{"a":${tensor(0, 4)},"a":${tensor(4, 8)}}`,
      new Uint8Array(8),
      undefined,
      /describes a twice/,
    ],
    ['has a tensor beyond its end', `{"a":${tensor(4, 12, [2])}}`, new Uint8Array(8), undefined, /a lies outside/],
    [
      'has a tensor that ends before it begins',
      `{"a":${tensor(8, 4)}}`,
      new Uint8Array(8),
      undefined,
      /a lies outside/,
    ],
    [
      'has tensors over each other',
      `{"a":${tensor(0, 8, [2])},"b":${tensor(4, 8)}}`,
      new Uint8Array(8),
      undefined,
      /b lies over/,
    ],
    ['has a shape that does not fit', `{"a":${tensor(0, 8, [3])}}`, new Uint8Array(8), undefined, /a has 8 bytes/],
    [
      'has a gigantic shape',
      `{"a":${tensor(0, 8, [2 ** 50, 2 ** 50])}}`,
      new Uint8Array(8),
      undefined,
      /a has 8 bytes/,
    ],
    ['lacks a type', '{"a":{"shape":[1],"data_offsets":[0,4]}}', new Uint8Array(4), undefined, /of a is incomplete/],
  ])('is refused where it %s', async (_, header, data, length, sentence) => {
    const path = join(temporaryFolder(), 'bad.safetensors');
    writeSafetensorsHeader(path, header, data, length);
    const error: unknown = await openSafetensors(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).message).toMatch(sentence);
    expect((error as AppError).message).toContain(path);
  });

  it('never does more than to be refused, whatever bytes change in it', async () => {
    const path = join(temporaryFolder(), 'w.safetensors');
    writeSafetensors(path, {
      a: { dtype: 'F32', shape: [2], bytes: floatBytes(1, 2) },
      b: { dtype: 'F16', shape: [1], bytes: halves(1) },
    });
    const bytes = readFileSync(path);
    const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(bytes.length), async (changes, end) => {
        const changed = Buffer.from(bytes);
        for (const { at, value } of changes) changed[at] = value;
        writeFileSync(path, changes.length === 3 ? changed.subarray(0, end) : changed);
        try {
          const file = await openSafetensors(path);
          await file.close();
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('weights from a file', () => {
  const saved = (name: string, shape: readonly number[], dtype = 'F32') => ({ name, shape, dtype });

  it('are matched by name and shape, with a report of what was not', () => {
    const report = matchWeights(
      [
        { name: 'a.weight', shape: [2, 3] },
        { name: 'model.b.weight', shape: [4] },
        { name: 'c.weight', shape: [4] },
        { name: 'd.weight', shape: [4] },
        { name: 'e.weight', shape: [4] },
      ],
      {
        tensors: [
          saved('module.model.a.weight', [2, 3]),
          saved('b.weight', [4]),
          saved('c.weight', [5]),
          saved('d.weight', [4], 'I64'),
          saved('b.num_batches_tracked', [], 'I64'),
          saved('extra', [1]),
        ],
      },
    );
    expect(report).toEqual({
      taken: [
        { name: 'a.weight', from: 'module.model.a.weight' },
        { name: 'model.b.weight', from: 'b.weight' },
      ],
      skipped: [
        { name: 'c.weight', reason: 'shape', detail: 'the file has 5, the network 4' },
        { name: 'd.weight', reason: 'dtype', detail: 'the file has values of the type I64' },
        { name: 'e.weight', reason: 'missing', detail: 'the file has no tensor of this name' },
      ],
      unused: ['c.weight', 'd.weight', 'extra'],
    });
    expect(reportLines(report, 'w.safetensors')).toEqual([
      '2 of 5 weight tensors taken from w.safetensors.',
      '1 skipped, not in the file: e.weight.',
      '1 skipped, of another shape: c.weight (the file has 5, the network 4).',
      '1 skipped, of a type without fractions: d.weight (the file has values of the type I64).',
      '3 of the file not used: c.weight, d.weight, extra.',
    ]);
  });

  it('are not taken by a name that stands for two', () => {
    const file = { tensors: [saved('model.a', [1]), saved('module.a', [1])] };
    expect(matchWeights([{ name: 'a', shape: [1] }], file).taken).toEqual([]);
  });

  it('replace those of a model, constants in its nodes apart', async () => {
    const bytes = modelBytes({
      tensors: { w: float32Tensor([2], [1, 2]) },
      nodes: [
        { operator: 'Constant', inputs: [], outputs: ['k'], attributes: { value: float32Tensor([2], [5, 6]) } },
        { operator: 'Sum', inputs: ['image', 'w', 'k'], outputs: ['y'] },
      ],
    });
    const path = join(temporaryFolder(), 'w.safetensors');
    writeSafetensors(path, {
      w: { dtype: 'F32', shape: [2], bytes: floatBytes(7, 8) },
      k: { dtype: 'F32', shape: [2], bytes: floatBytes(7, 8) },
    });
    const { model, report } = await withWeights(
      foreignModel(bytes, 'net.onnx', () => new Uint8Array()),
      path,
    );
    expect(model.tensors.get('w')).toEqual(float32Tensor([2], [7, 8]));
    expect(model.tensors.get('k')).toEqual(float32Tensor([2], [5, 6]));
    expect(report.unused).toEqual(['k']);
  });
});
