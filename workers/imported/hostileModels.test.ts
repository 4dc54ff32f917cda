import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelBytes, type ModelSketch, type NodeSketch } from '../../tests/fixtures/foreignModels.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { AppError } from '../../app/contract/errors.ts';
import { float32Tensor, int64Tensor } from '../onnx/graph.ts';
import { encodeMessage, type MessageTable } from '../onnx/file/protobufWire.ts';
import type { TensorMessage } from '../onnx/file/onnxSchema.ts';
import { importNetwork } from './importedNetwork.ts';
import { foreignModel, readForeignModel } from './readForeignModel.ts';

const settings = {
  classes: 2,
  maps: [],
  channels: 3,
  patchSize: 8,
  cut: null,
  freeze: [],
  freezeLayers: 0,
  batchNorm: 'training',
} as const;

const conv: NodeSketch = {
  operator: 'Conv',
  inputs: ['image', 'w'],
  outputs: ['c'],
  attributes: { pads: [1, 1, 1, 1] },
  name: 'first',
};
const closing: NodeSketch = { operator: 'Relu', inputs: ['c'], outputs: ['y'], name: 'closing' };
const w = float32Tensor(
  [2, 3, 3, 3],
  Array.from({ length: 54 }, (_, i) => Math.sin(i)),
);
const statistics = {
  s: float32Tensor([2], [1, 2]),
  b: float32Tensor([2], [0, 1]),
  m: float32Tensor([2], [0, 1]),
  v: float32Tensor([2], [1, 2]),
};

const good: ModelSketch = {
  tensors: { w, ...statistics, sizes: int64Tensor([0, 2, -1]), back: int64Tensor([1, 2, 8, 8]) },
  nodes: [
    conv,
    { operator: 'BatchNormalization', inputs: ['c', 's', 'b', 'm', 'v'], outputs: ['n'] },
    { operator: 'Shape', inputs: ['n'], outputs: ['shape'] },
    { operator: 'Reshape', inputs: ['n', 'sizes'], outputs: ['r'] },
    { operator: 'Reshape', inputs: ['r', 'shape'], outputs: ['t'] },
    { operator: 'Clip', inputs: ['t', '', 'six'], outputs: ['k'] },
    { operator: 'Constant', inputs: [], outputs: ['six'], attributes: { value: float32Tensor([], [6]) } },
    { operator: 'Resize', inputs: ['k', '', 'scales'], outputs: ['u'], attributes: { mode: 'linear' } },
    { operator: 'Constant', inputs: [], outputs: ['scales'], attributes: { value: float32Tensor([4], [1, 1, 2, 2]) } },
    { operator: 'MaxPool', inputs: ['u'], outputs: ['y'], attributes: { kernel_shape: [2, 2], strides: [2, 2] } },
  ],
};

function load(bytes: Uint8Array): unknown {
  const model = foreignModel(bytes, 'odd.onnx', () => new Uint8Array());
  return importNetwork(model, settings);
}

const bad = (sketch: Partial<ModelSketch>): ModelSketch => ({ tensors: { w }, nodes: [conv, closing], ...sketch });
const message = (dims: readonly number[], more: Partial<TensorMessage> = {}): TensorMessage => ({
  dims,
  dataType: 1,
  name: 'w',
  floatData: [],
  int32Data: [],
  int64Data: [],
  doubleData: [],
  uint64Data: [],
  externalData: [],
  ...more,
});
const raw = (tensor: TensorMessage): ModelSketch => bad({ tensors: {}, rawTensors: [tensor] });
const behind = (node: Partial<NodeSketch>): ModelSketch =>
  bad({ nodes: [conv, { operator: 'Relu', inputs: ['c'], outputs: ['y'], name: 'odd', ...node }] });

const cases: readonly (readonly [string, ModelSketch, RegExp])[] = [
  ['a size below zero', raw(message([2, -3])), /tensor w.*impossible shape 2 x -3/],
  [
    'a gigantic shape',
    raw(message([2 ** 40, 2 ** 40], { rawData: new Uint8Array(8) })),
    /tensor w should hold .* values/,
  ],
  [
    'bytes that are too few',
    raw(message([2, 3, 3, 3], { rawData: new Uint8Array(215) })),
    /tensor w should hold 54 values/,
  ],
  ['numbers that are too few', raw(message([2, 3], { floatData: [1, 2] })), /should hold 6 values, but it holds 2/],
  ['weights of texts', raw(message([1], { dataType: 8 })), /tensor w holds values of the type 8/],
  [
    'two tensors of one name',
    bad({ tensors: { w }, rawTensors: [message([1], { floatData: [1] })] }),
    /two tensors named w/,
  ],
  [
    'a value that two nodes make',
    bad({ nodes: [conv, closing, { ...closing, name: 'again' }] }),
    /Relu \(node again\) makes y again/,
  ],
  [
    'a circle',
    bad({
      nodes: [
        { ...closing, inputs: ['z'] },
        { operator: 'Abs', inputs: ['y'], outputs: ['z'], name: 'back' },
      ],
    }),
    /\(node (back|closing)\) needs its own result/,
  ],
  [
    'a node that needs itself',
    bad({ nodes: [{ ...closing, inputs: ['y'] }] }),
    /Relu \(node closing\) needs its own result/,
  ],
  [
    'an input that nothing makes',
    behind({ inputs: ['nothing'] }),
    /Relu \(node odd\) uses nothing, which nothing makes/,
  ],
  [
    'an operator of another domain',
    behind({ domain: 'com.example' }),
    /Relu \(node odd\) belongs to the operators of com\.example/,
  ],
  ['an operator that is not known', behind({ operator: 'LSTM' }), /LSTM \(node odd\) is not supported/],
  ['a name of every object', behind({ operator: 'toString' }), /toString \(node odd\) is not supported/],
  [
    'an attribute that is not known',
    behind({ attributes: { special: 1 } }),
    /Relu \(node odd\) has the attribute special/,
  ],
  [
    'a value of an attribute that is not known',
    behind({ operator: 'Resize', inputs: ['c', '', 'scales'], attributes: { antialias: 1 } }),
    /odd/,
  ],
  [
    'an attribute of a wrong kind',
    behind({ operator: 'Elu', attributes: { alpha: 'much' } }),
    /Elu \(node odd\) has an attribute alpha that is not of the kind float/,
  ],
  [
    'a kernel for other channels',
    bad({
      tensors: {
        w: float32Tensor(
          [2, 4, 3, 3],
          Array.from({ length: 72 }, () => 0),
        ),
      },
    }),
    /Conv \(node first\) does not fit its inputs/,
  ],
  ['too many axes', behind({ operator: 'Transpose', attributes: { perm: [0, 1, 2, 7] } }), /Transpose \(node odd\)/],
  [
    'a tensor beyond all memory',
    bad({
      tensors: { w, wide: int64Tensor([2 ** 20, 2 ** 20, 8, 8]) },
      nodes: [conv, { operator: 'Expand', inputs: ['image', 'wide'], outputs: ['y'], name: 'odd' }],
    }),
    /Expand \(node odd\)/,
  ],
  [
    'a constant beyond all memory',
    bad({
      tensors: { w, wide: int64Tensor([2 ** 30]) },
      nodes: [
        conv,
        { operator: 'ConstantOfShape', inputs: ['wide'], outputs: ['k'], name: 'odd' },
        { operator: 'Add', inputs: ['c', 'k'], outputs: ['y'] },
      ],
    }),
    /ConstantOfShape \(node odd\)/,
  ],
  [
    'sums that meet at one place',
    bad({
      tensors: { w, places: { ...int64Tensor([0, 1, 0]), shape: [3, 1] } },
      nodes: [
        conv,
        { operator: 'Concat', inputs: ['c', 'c', 'c'], outputs: ['u'], attributes: { axis: 0 } },
        {
          operator: 'ScatterND',
          inputs: ['c', 'places', 'u'],
          outputs: ['y'],
          attributes: { reduction: 'add' },
          name: 'odd',
        },
      ],
    }),
    /ScatterND \(node odd\) has the reduction add at places of which one stands twice/,
  ],
  [
    'a convolution of volumes',
    bad({
      tensors: { w, axes: int64Tensor([2]), cube: float32Tensor([1, 2, 1, 1, 1], [1, 2]) },
      nodes: [
        conv,
        { operator: 'Unsqueeze', inputs: ['c', 'axes'], outputs: ['u'] },
        { operator: 'Conv', inputs: ['u', 'cube'], outputs: ['y'], name: 'odd' },
      ],
    }),
    /Conv \(node odd\) works on 5 axes; supported are images .* and lines/,
  ],
  [
    'an output larger than it can be',
    behind({ operator: 'ConvTranspose', inputs: ['c', 'w'], attributes: { output_shape: [10, 12] } }),
    /ConvTranspose \(node odd\) does not fit its inputs: a row of 8 cannot become one of 12/,
  ],
  [
    'too few strides',
    bad({ nodes: [{ ...conv, attributes: { strides: [1] } }, closing] }),
    /Conv \(node first\) has 1 strides for 2/,
  ],
  [
    'an equation for other operands',
    behind({ operator: 'Einsum', attributes: { equation: '...ab,bc->...ac' } }),
    /Einsum \(node odd\) does not fit its inputs: the equation .* is not one for 1 operands/,
  ],
  [
    'ellipses of several axes',
    behind({ operator: 'Einsum', inputs: ['c', 'w'], attributes: { equation: '...ab,...->...ac' } }),
    /Einsum \(node odd\) does not fit its inputs: the ellipses of the equation .* do not stand for the same axes/,
  ],
  [
    'an equation that is none',
    behind({ operator: 'Einsum', inputs: ['c'], attributes: { equation: 'nchw->n->c' } }),
    /Einsum \(node odd\) does not fit its inputs: the equation nchw->n->c is not one/,
  ],
  ['an old operator set', bad({ operatorSet: 8 }), /operator set 8; supported are 9 to 21/],
  ['a new operator set', bad({ operatorSet: 22 }), /operator set 22/],
  ['an input that is no image', bad({ image: [1, 7] }), /input image has the shape 1 x 7/],
  ['an output that is no map', behind({ operator: 'ReduceMean', attributes: { keepdims: 0 } }), /odd\.onnx/],
  ['no node', bad({ nodes: [] }), /odd\.onnx/],
];

describe('a broken or hostile model file', () => {
  it.each(cases)('%s is refused in one sentence', (_, sketch, sentence) => {
    const error = refusal(() => load(modelBytes(sketch)));
    expect(error.message).toMatch(sentence);
    expect(error.message).toContain('odd.onnx');
    expect(['FILE_UNREADABLE', 'FILE_UNSUPPORTED', 'INVALID_INPUT']).toContain(error.code);
  });

  it('with a graph within a node is refused, however deep', () => {
    const nested = { inner: { number: 6, kind: 'bytes' } } as const satisfies MessageTable;
    let inner: Uint8Array<ArrayBufferLike> = new Uint8Array();
    for (let depth = 0; depth < 2000; depth++) inner = encodeMessage(nested, { inner });
    const attribute = {
      name: { number: 1, kind: 'string' },
      g: { number: 6, kind: 'bytes' },
    } as const satisfies MessageTable;
    const node = {
      input: { number: 1, kind: 'string', repeated: true },
      output: { number: 2, kind: 'string', repeated: true },
      opType: { number: 4, kind: 'string' },
      attribute: { number: 5, kind: () => attribute, repeated: true },
    } as const satisfies MessageTable;
    const graph = { node: { number: 1, kind: () => node, repeated: true } } as const satisfies MessageTable;
    const set = {
      domain: { number: 1, kind: 'string' },
      version: { number: 2, kind: 'int' },
    } as const satisfies MessageTable;
    const model = {
      graph: { number: 7, kind: () => graph },
      sets: { number: 8, kind: () => set, repeated: true },
    } as const satisfies MessageTable;
    const branch = { input: ['image'], output: ['y'], opType: 'If', attribute: [{ name: 'then_branch', g: inner }] };
    const bytes = encodeMessage(model, { graph: { node: [branch] }, sets: [{ domain: '', version: 17 }] });
    expect(refusal(() => load(bytes)).message).toMatch(/If \(node y\) has the attribute then_branch/);
  });

  it('never does more than to be refused, whatever bytes change in it', () => {
    const bytes = modelBytes(good);
    expect(() => load(bytes)).not.toThrow();
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      value: fc.nat(255),
      kind: fc.constantFrom('set', 'drop', 'insert', 'end'),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = [...bytes];
        for (const { at, value, kind } of changes) {
          if (kind === 'set') changed[at % changed.length] = value;
          else if (kind === 'drop') changed.splice(at, 1 + (value % 8));
          else if (kind === 'insert') changed.splice(at, 0, value);
          else changed.length = Math.max(1, Math.min(changed.length, at));
        }
        try {
          const model = foreignModel(Uint8Array.from(changed), 'odd.onnx', () => new Uint8Array());
          const held = [...model.tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
          expect(held).toBeLessThan(16 * changed.length);
          importNetwork(model, settings);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.message).toContain('odd.onnx');
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('weights of other precisions', () => {
  it.each([
    ['halves as bytes', { dataType: 10, rawData: new Uint8Array(Uint16Array.of(0x3e00, 0xc000).buffer) }],
    ['halves as numbers', { dataType: 10, int32Data: [0x3e00, 0xc000] }],
    ['brain floats', { dataType: 16, int32Data: [0x3fc0, 0xc000] }],
    ['doubles', { dataType: 11, doubleData: [1.5, -2] }],
  ])('are read in single precision, which is said: %s', (_, numbers) => {
    const bytes = modelBytes({
      rawTensors: [message([2], numbers)],
      nodes: [{ operator: 'Add', inputs: ['image', 'w'], outputs: ['y'] }],
    });
    const model = foreignModel(bytes, 'odd.onnx', () => new Uint8Array());
    expect(model.tensors.get('w')).toEqual(float32Tensor([2], [1.5, -2]));
    expect(model.notes).toEqual(['Tensors of float16, bfloat16 or double that were turned into float32: 1.']);
  });
});

describe('weights in files beside the model', () => {
  const external = (entries: Readonly<Record<string, string>>): ModelSketch =>
    raw(
      message([2, 3, 3, 3], {
        dataLocation: 1,
        externalData: Object.entries(entries).map(([key, value]) => ({ key, value })),
      }),
    );
  const numbers = Buffer.from((w.data as Float32Array).buffer);

  function folderWith(sketch: ModelSketch): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model', 'net.onnx'), modelBytes(sketch));
    writeFileSync(join(folder, 'model', 'weights.bin'), Buffer.concat([Buffer.alloc(16), numbers]));
    writeFileSync(join(folder, 'secret.bin'), numbers);
    symlinkSync(join(folder, 'secret.bin'), join(folder, 'model', 'link.bin'));
    symlinkSync(folder, join(folder, 'model', 'up'));
    return join(folder, 'model', 'net.onnx');
  }

  it('are read from where they lie', async () => {
    const file = folderWith(external({ location: 'weights.bin', offset: '16', length: '216' }));
    expect((await readForeignModel(file)).tensors.get('w')).toEqual(w);
  });

  it.each([
    ['a path that climbs', { location: '../secret.bin' }, /not a path within the model's folder/],
    ['an absolute path', { location: '/etc/passwd' }, /not a path within/],
    ["another system's absolute path", { location: 'C:\\weights.bin' }, /not a path within/],
    ['a link out of the folder', { location: 'link.bin' }, /link\.bin leads out of the model's folder/],
    ['a linked folder', { location: 'up/secret.bin' }, /leads out/],
    ['a file that is missing', { location: 'none.bin' }, /none\.bin is missing/],
    ['a folder', { location: '.' }, /\. is no file/],
    ['no path', {}, /not a path within/],
    ['a place behind the end', { location: 'weights.bin', offset: '20' }, /ends before them/],
    ['a place before the start', { location: 'weights.bin', offset: '-4' }, /ends before them/],
    [
      'another length than that of the tensor',
      { location: 'weights.bin', length: '200' },
      /should be 216 bytes, not 200/,
    ],
  ])('are refused for %s', async (_, entries, sentence) => {
    const file = folderWith(external(entries));
    const error: unknown = await readForeignModel(file).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).message).toMatch(sentence);
  });

  it('are where a file of more than 2 GB should have them', async () => {
    const file = folderWith(good);
    truncateSync(file, 2 ** 31);
    await expect(readForeignModel(file)).rejects.toThrow(/too large/);
  });
});
