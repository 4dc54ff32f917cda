import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { float32Tensor, int64Tensor, type Graph } from '../graph.ts';
import { GraphBuilder } from '../graphBuilder.ts';
import { readModel, writeModel } from './modelFile.ts';
import { decodeMessage, encodeMessage, type MessageTable } from './protobufWire.ts';
import { modelTable } from './onnxSchema.ts';

const pointTable = {
  x: { number: 1, kind: 'int' },
  name: { number: 17, kind: 'string' },
} as const satisfies MessageTable;
const everyKind = {
  whole: { number: 1, kind: 'int' },
  wholes: { number: 2, kind: 'int', repeated: true },
  single: { number: 3, kind: 'float' },
  doubles: { number: 4, kind: 'double', repeated: true },
  text: { number: 5, kind: 'string' },
  bytes: { number: 6, kind: 'bytes' },
  points: { number: 300, kind: () => pointTable, repeated: true },
} as const satisfies MessageTable;

describe('protobuf', () => {
  it('reads what it writes', () => {
    const whole = fc.maxSafeInteger();
    const few = { maxLength: 5 };
    const message = fc.record({
      whole,
      wholes: fc.array(whole, few),
      single: fc.float({ noNaN: true }),
      doubles: fc.array(fc.double({ noNaN: true }), few),
      text: fc.constantFrom('', 'plain', 'Größe → 𝄞'),
      bytes: fc.uint8Array(),
      points: fc.array(fc.record({ x: whole, name: fc.string() }), few),
    });
    fc.assert(
      fc.property(message, (value) => {
        expect(decodeMessage(everyKind, encodeMessage(everyKind, value))).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  it('reads the examples of the format description, packed numbers, and skips fields that it does not know', () => {
    // https://protobuf.dev/programming-guides/encoding: field 1 = 150, field 5 = "testing"; packed field 2 = 3, 270, 86942
    const bytes = Uint8Array.from([0x08, 0x96, 0x01, 0x2a, 0x07, ...new TextEncoder().encode('testing')]);
    const packed = Uint8Array.from([0x12, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05, 0x7d, 1, 2, 3, 4]);
    expect(decodeMessage(everyKind, Uint8Array.from([...bytes, ...packed]))).toEqual({
      whole: 150,
      text: 'testing',
      wholes: [3, 270, 86942],
      doubles: [],
      points: [],
    });
  });
});

function smallGraph(): Graph {
  const builder = new GraphBuilder();
  const image = builder.input('image', [1, 2, 4, 4]);
  const kernel = builder.initializer('kernel', float32Tensor([1, 2, 1, 1], [2, -1]));
  const convolved = builder.add('Conv', [image, kernel], { kernel_shape: [1, 1], pads: [0, 0, 0, 0] });
  const moved = builder.add('Reshape', [convolved, builder.constant(int64Tensor([1, 16]))]);
  builder.output(builder.add('Softmax', [moved], { axis: -1 }, 'result'));
  return builder.finish();
}

describe('the model file', () => {
  it('reads what it writes', () => {
    const graph = smallGraph();
    expect(readModel(writeModel(graph))).toEqual(graph);
  });

  it('is computed by onnxruntime as it was meant', async () => {
    const session = await InferenceSession.create(writeModel(smallGraph()));
    const image = Float32Array.from({ length: 32 }, (_, i) => (i * 7) % 5);
    const { result } = await session.run({ image: new Tensor('float32', image, [1, 2, 4, 4]) });
    const powers = Array.from({ length: 16 }, (_, i) => Math.exp(2 * (image[i] ?? 0) - (image[i + 16] ?? 0)));
    const sum = powers.reduce((a, b) => a + b, 0);
    const error = powers.map((power, i) => Math.abs(power / sum - Number(result?.data[i])));
    expect(Math.max(...error)).toBeLessThan(1e-6);
  });

  it('reads weights that are not packed into raw bytes', () => {
    const tensor = {
      dims: [2],
      dataType: 1,
      name: 'w',
      floatData: [1.5, -2],
      int32Data: [],
      int64Data: [],
      doubleData: [],
      uint64Data: [],
      externalData: [],
    };
    const bytes = encodeMessage(modelTable, {
      irVersion: 8,
      opsetImport: [],
      graph: { node: [], initializer: [tensor], input: [], output: [], sparseInitializer: [] },
    });
    expect(readModel(bytes).initializers.get('w')).toEqual(float32Tensor([2], [1.5, -2]));
  });

  it.each([
    ['bytes that are no model', Uint8Array.of(255, 255, 1, 2, 3)],
    ['a model that is cut off', writeModel(smallGraph()).slice(0, 100)],
    ['an empty file', new Uint8Array()],
  ])('refuses %s', (_, bytes) => {
    expect(() => readModel(bytes, 'old.onnx')).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
  });

  it('names an operator that it does not know', () => {
    const node = { input: [], output: ['y'], opType: 'Loop', attribute: [] };
    const graph = { node: [node], initializer: [], input: [], output: [], sparseInitializer: [] };
    const bytes = encodeMessage(modelTable, { graph, opsetImport: [] });
    expect(() => readModel(bytes)).toThrow(/Loop/);
  });
});
