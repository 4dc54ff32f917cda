import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { deepLab } from '../../../tests/benchmarks/networks/deepLab.ts';
import { residualUnet } from '../../../tests/benchmarks/networks/residualUnet.ts';
import { findPython } from '../../../tests/fixtures/findPython.ts';
import { temporaryFolder } from '../../../tests/fixtures/temporaryFolder.ts';
import { defaultTrainConfig } from '../../../app/training/trainConfig.ts';
import { catalogueNetwork } from '../../architectures/architecture.ts';
import { buildForwardGraph } from '../../architectures/forwardGraph.ts';
import { tensorParts, type TrainableNetwork } from '../../architectures/trainableNetwork.ts';
import { initialWeights } from '../../training/initialWeights.ts';
import { randomSource } from '../../../app/training/randomSource.ts';
import { decodeModel, writeModel } from '../file/modelFile.ts';
import { float32Tensor } from '../graph.ts';
import { GraphBuilder } from '../graphBuilder.ts';
import { float16Form } from './float16Form.ts';
import { foldNormalisations } from './foldNormalisations.ts';
import { int8Form } from './int8Form.ts';
import { int8Places } from './int8Places.ts';
import { measureExtremes, measureValues } from './measureValues.ts';
import { readDraft, writeDraft, type NetworkDraft } from './networkDraft.ts';
import { realValues } from './valueTypes.ts';

const size = 64;
const catalogue = { ...defaultTrainConfig, channels: 1, classes: 3, width: 8, depth: 2 };
const networks: Readonly<Record<string, TrainableNetwork>> = {
  'U-Net with instance normalisation': catalogueNetwork({ ...catalogue, architecture: 'unet', maps: [] }),
  'U-Net without normalisation, with maps': catalogueNetwork({
    ...catalogue,
    architecture: 'unet',
    normalisation: 'none',
    maps: ['distance'],
  }),
  'residual U-Net with batch normalisation': residualUnet({ channels: 1, classes: 3, width: 8, blocks: [1, 1] }),
  DeepLab: {
    ...deepLab({
      ...{ channels: 1, classes: 3, width: 8, blocks: [1, 1, 1, 1] },
      ...{ dilations: [1, 2], pyramidWidth: 16, lowLevelWidth: 8 },
    }),
    onlySize: size,
  },
};

/** A model as a training leaves it: random weights, and statistics that are not those of the beginning. */
function modelOf(network: TrainableNetwork): Uint8Array {
  const weights = initialWeights(network, 7);
  const random = randomSource(3, 1);
  for (const [name, part] of tensorParts(network.buffers, weights.buffers)) {
    for (let i = 0; i < part.length; i++) part[i] = name.endsWith('running_var') ? 0.5 + random() : random() - 0.5;
  }
  // Heads begin near zero; classes are told apart by far more in the end.
  for (const [name, part] of tensorParts(network.parameters, weights.parameters)) {
    if (name.startsWith('head')) for (let i = 0; i < part.length; i++) part[i] = (part[i] as number) * 20;
  }
  return writeModel(buildForwardGraph(network, weights));
}

/** Blobs of some sizes, so that neighbouring numbers have to do with each other. */
function tile(salt: number): { image: Tensor } {
  const data = Float32Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    return Math.sin(x / (4 + salt)) * Math.cos(y / 5 + salt) + 0.2 * Math.sin(i * 12.9898 * (salt + 1));
  });
  return { image: new Tensor('float32', data, [1, 1, size, size]) };
}
const measuredTiles = [1, 2, 3].map(tile);

async function run(model: Uint8Array, feeds = tile(5), options: InferenceSession.SessionOptions = {}) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1, ...options });
  const results = await session.run(feeds);
  await session.release();
  return new Map(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
}

/** |difference| / |values|, over all outputs. */
function relativeError(own: ReadonlyMap<string, Float32Array>, other: ReadonlyMap<string, Float32Array>): number {
  let [difference, whole] = [0, 0];
  for (const [name, data] of own) {
    for (const [i, value] of data.entries()) {
      difference += (value - (other.get(name)?.[i] ?? NaN)) ** 2;
      whole += value ** 2;
    }
  }
  return Math.sqrt(difference / whole);
}

const operators = (model: Uint8Array): string[] => {
  return decodeModel(model, 'test').graph?.node.map(({ opType = '' }) => opType) ?? [];
};

async function halfOf(draft: NetworkDraft) {
  const values = [...realValues(draft)].filter((value) => !draft.tensors.has(value));
  return float16Form(draft, await measureExtremes(draft, values, measuredTiles));
}

async function eighthOf(draft: NetworkDraft, keepEnds = true): Promise<NetworkDraft> {
  const places = int8Places(draft, { first: keepEnds, last: keepEnds });
  const histograms = await measureValues(draft, [...new Set(places.values.values())], measuredTiles);
  return int8Form(draft, places, new Map([...histograms].map(([value, { extremes }]) => [value, extremes])));
}

describe.each(Object.entries(networks))('%s', (_name, network) => {
  const model = modelOf(network);
  const folded = foldNormalisations(readDraft(model, 'test'));

  test('normalisations go into kernels without a change that matters', async () => {
    const names = operators(writeDraft(folded));
    expect(names).not.toContain('BatchNormalization');
    expect(relativeError(await run(model), await run(writeDraft(folded)))).toBeLessThan(1e-5);
  });

  test('float16 halves the file, keeps inputs and outputs, and differs by the rounding of its bits', async () => {
    const { draft, outOfRange } = await halfOf(folded);
    const bytes = writeDraft(draft);
    expect(outOfRange).toEqual([]);
    const graph = decodeModel(bytes, 'test').graph;
    const types = [...(graph?.input ?? []), ...(graph?.output ?? [])].map(({ type }) => type?.tensorType?.elemType);
    expect(new Set(types)).toEqual(new Set([1]));
    expect(bytes.length).toBeLessThan(model.length * 0.62);
    const error = relativeError(await run(model), await run(bytes));
    expect(error).toBeLessThan(5e-3);
    expect(error).toBeGreaterThan(0);
  });

  test('int8 computes in whole numbers in onnxruntime and stays near', async () => {
    const bytes = writeDraft(await eighthOf(folded));
    const file = join(temporaryFolder(), 'optimised.onnx');
    const after = await run(bytes, undefined, { optimizedModelFilePath: file, graphOptimizationLevel: 'extended' });
    const products = operators(writeDraft(folded)).filter((name) => name === 'Conv').length - 2;
    const whole = operators(readFileSync(file)).filter((name) => name === 'QLinearConv').length;
    expect(whole).toBeGreaterThanOrEqual(products);
    expect(relativeError(await run(model), after)).toBeLessThan(0.12);
  });

  test.skipIf(findPython(['onnx']) === null)('ONNX itself takes both forms (needs python3-onnx)', async () => {
    const folder = temporaryFolder();
    const checker = join(import.meta.dirname, '..', '..', '..', 'tests', 'reference', 'checkModel.py');
    for (const draft of [(await halfOf(folded)).draft, await eighthOf(folded)]) {
      writeFileSync(join(folder, 'model.onnx'), writeDraft(draft));
      const said = execFileSync(findPython(['onnx']) as string, [checker, join(folder, 'model.onnx')]).toString();
      expect(said.trim()).toBe('operator set 18, good');
    }
  });

  test('each layer of the 8-bit form gives what it gave, but for its rounding', async () => {
    const draft = await eighthOf(folded, false);
    const inner = folded.nodes.filter(({ opType }) => opType === 'Conv').map(({ output }) => output[0] ?? '');
    const shown = inner.filter((name) => draft.nodes.some(({ output }) => output.includes(name)));
    const outputs = shown.map((name) => ({ name, type: { tensorType: { elemType: 1 } } }));
    const [before, after] = [await run(writeDraft(folded, outputs)), await run(writeDraft(draft, outputs))];
    const errors = shown.map((name) => {
      const pick = (values: ReadonlyMap<string, Float32Array>) => new Map([[name, values.get(name) as Float32Array]]);
      return relativeError(pick(before), pick(after));
    });
    expect(errors.length).toBeGreaterThan(4);
    expect(Math.max(...errors)).toBeLessThan(0.25);
  });
});

test('numbers that float16 cannot hold are computed in float32 instead of becoming infinite', async () => {
  const builder = new GraphBuilder();
  const image = builder.input('image', [1, 1, size, size]);
  const large = builder.add('Mul', [image, builder.scalar(60_000)]);
  const larger = builder.add('Mul', [large, builder.scalar(3e5)]);
  const back = builder.add('Mul', [larger, builder.scalar(1e-10)]);
  builder.output(builder.add('Relu', [back], {}, 'small'));
  const model = writeModel(builder.finish());
  const draft = readDraft(model, 'test');

  const { draft: safe, outOfRange } = await halfOf(draft);
  expect(outOfRange).toHaveLength(3);
  expect(relativeError(await run(model), await run(writeDraft(safe)))).toBeLessThan(1e-3);

  expect(operators(writeDraft(safe))).toEqual(['Mul', 'Mul', 'Mul', 'Cast', 'Relu', 'Cast']);

  // Without what was measured, only the constant that is too large is known.
  const { outOfRange: known } = float16Form(draft, new Map());
  expect(known).toHaveLength(1);
});

test('a transposed convolution, a matrix product and a fully connected layer have an 8-bit form', async () => {
  const random = randomSource(5, 1);
  const weights = (...shape: number[]) => {
    const length = shape.reduce((product, side) => product * side, 1);
    return float32Tensor(
      shape,
      Float32Array.from({ length }, () => random() - 0.5),
    );
  };
  const builder = new GraphBuilder();
  const image = builder.input('image', [1, 1, size, size]);
  const convolution = builder.add('Conv', [image, builder.constant(weights(4, 1, 3, 3))], { pads: [1, 1, 1, 1] });
  const enlarged = builder.add(
    'ConvTranspose',
    [builder.add('Relu', [convolution]), builder.constant(weights(4, 6, 2, 2)), builder.constant(weights(6))],
    { strides: [2, 2] },
  );
  const pooled = builder.add('MaxPool', [enlarged], { kernel_shape: [8, 8], strides: [8, 8] });
  const rows = builder.add('Reshape', [pooled, builder.integers([6, -1])]);
  const product = builder.add('MatMul', [rows, builder.constant(weights(256, 20))]);
  const gemm = [builder.add('Relu', [product]), builder.constant(weights(10, 20)), builder.constant(weights(10))];
  builder.output(builder.add('Gemm', gemm, { transB: 1 }, 'scores'));
  const model = writeModel(builder.finish());
  const bytes = writeDraft(await eighthOf(readDraft(model, 'test'), false));
  const kernels = operators(bytes).filter((name) => name === 'DequantizeLinear').length;
  expect(kernels).toBeGreaterThanOrEqual(4 + 2 + 5);
  expect(relativeError(await run(model), await run(bytes))).toBeLessThan(0.05);
});
