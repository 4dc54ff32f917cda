import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emulatedGraphics, hasEmulatedGraphics } from '../../tests/fixtures/emulatedGraphics.ts';
import { hasPytorch, readTensors, runPython, type NamedNumbers } from '../../tests/fixtures/pytorch.ts';
import { buildForwardGraph } from '../architectures/forwardGraph.ts';
import { addGradients } from '../autodiff/addGradients.ts';
import { addLoss } from '../losses/addLoss.ts';
import { GraphBuilder, type Value } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { initialWeights } from '../training/initialWeights.ts';
import { importNetwork, type ImportedNetwork } from './importedNetwork.ts';
import { readForeignModel } from './readForeignModel.ts';

const settings = {
  classes: 4,
  maps: [],
  channels: 3,
  patchSize: 64,
  cut: null,
  freeze: [],
  freezeLayers: 0,
} as const;

const none = new Float32Array();

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Largest difference, measured by the largest number of the tensor, or by `floor` where that is larger. */
function relativeDifference(actual: Float32Array, expected: Float32Array, floor: number): number {
  const difference = largest(expected.map((value, i) => value - (actual[i] ?? NaN)));
  return difference / Math.max(largest(expected), floor);
}

/** Logits, loss, its gradients by every weight, and the running averages after a step, by names. */
async function runTraining(
  network: ImportedNetwork,
  reference: ReadonlyMap<string, NamedNumbers>,
): Promise<ReadonlyMap<string, Float32Array>> {
  const builder = new GraphBuilder();
  const image = builder.input('image', [2, 3, 64, 64]);
  const target = builder.input('target', [2, 1, 64, 64]);
  const next = new Map<string, Value>();
  const values = (spec: ImportedNetwork['parameters'][number] | ImportedNetwork['buffers'][number]): Value => {
    const data = spec.initialisation.kind === 'values' ? spec.initialisation.values : new Float32Array();
    return builder.initializer(spec.name, { dataType: 'float32', shape: spec.shape, data });
  };
  const logits = network.build(
    {
      builder,
      phase: 'training',
      device: 'cpu',
      parameter: values,
      buffer: values,
      dropChannels: (x) => x,
      isHeld: () => false,
      replaceBuffer: (name, value) => void next.set(name, value),
    },
    image,
  );
  const loss = addLoss(builder, logits, target, [1, 1, 1, 1], [{ kind: 'crossEntropy', weight: 1, labelSmoothing: 0 }]);
  const gradients = addGradients(
    builder,
    loss,
    network.parameters.map(({ name }) => name),
    'cpu',
  );
  const named = new Map([
    ['logits', logits],
    ['loss', loss],
    ...[...gradients].map(([name, value]) => [`gradient ${name}`, value] as const),
    ...[...next].map(([name, value]) => [`next ${name}`, value] as const),
  ]);
  for (const value of new Set(named.values())) builder.output(value);
  const session = await InferenceSession.create(writeModel(builder.finish()), { logSeverityLevel: 3 });
  const feed = (name: string, shape: readonly number[]): Tensor =>
    new Tensor('float32', reference.get(name)?.data ?? new Float32Array(), [...shape]);
  const results = await session.run({ image: feed('image', [2, 3, 64, 64]), target: feed('target', [2, 1, 64, 64]) });
  await session.release();
  return new Map([...named].map(([name, value]) => [name, results[value]?.data as Float32Array]));
}

describe.skipIf(!hasPytorch)('networks that PyTorch saved', () => {
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-pytorch-'));
  beforeAll(() => void runPython('generators/pytorchModels.py', [folder]), 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const cases = ['unet', 'deeplab', 'mobile', 'lines'].flatMap((name) =>
    (['eval', 'preserve', 'training'] as const).map((mode) => ({ name, mode })),
  );

  it.each(cases)('$name, saved as $mode, computes and learns as there', async ({ name, mode }) => {
    const stem = join(folder, `${name}-${mode}`);
    const reference = readTensors(stem);
    const batchNorm = mode === 'training' ? 'training' : 'frozen';
    const network = importNetwork(await readForeignModel(`${stem}.onnx`), { ...settings, batchNorm });
    const results = await runTraining(network, reference);

    const expected = [...reference.keys()].filter((label) => label !== 'image' && label !== 'target');
    expect([...results.keys()].sort()).toEqual(expected.toSorted());
    // What a normalisation behind it takes out again has a gradient of zero, of which rounding is all that is left.
    const gradients = expected.filter((label) => label.startsWith('gradient'));
    const floor = 1e-3 * Math.max(...gradients.map((label) => largest(reference.get(label)?.data ?? none)));
    const differences = expected.map((label) => {
      const numbers = reference.get(label)?.data ?? none;
      return [label, relativeDifference(results.get(label) ?? none, numbers, floor)] as const;
    });
    expect(differences.filter(([, difference]) => !(difference < 1e-4))).toEqual([]);
  });

  it.each(cases)('$name, saved as $mode, is exported for images of any size', async ({ name, mode }) => {
    const model = await readForeignModel(join(folder, `${name}-${mode}.onnx`));
    const network = importNetwork(model, { ...settings, batchNorm: 'training' });
    expect(network.onlySize).toBeUndefined();
    const bytes = writeModel(buildForwardGraph(network, initialWeights(network, 1)));
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
    for (const shape of [
      [1, 3, 64, 64],
      [2, 3, 4 * network.multipleOf, 6 * network.multipleOf],
    ]) {
      const image = new Tensor('float32', new Float32Array(shape.reduce((a, b) => a * b)).fill(0.5), shape);
      const { probabilities } = await session.run({ image });
      expect(probabilities?.dims).toEqual([shape[0], 4, shape[2], shape[3]]);
    }
    await session.release();
    const file = join(folder, `${name}-${mode}-exported.onnx`);
    writeFileSync(file, bytes);
    expect(runPython('reference/checkModel.py', [file]).trim()).toBe('operator set 18, good');
  });

  it.runIf(hasEmulatedGraphics).each(['deeplab', 'mobile'])(
    '%s finds and learns the same on a graphics device as on the processor',
    async (name) => {
      const program = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'compareNetwork.ts');
      const env = { ...process.env, ...emulatedGraphics };
      const file = join(folder, `${name}-training.onnx`);
      const { stdout } = await promisify(execFile)(process.execPath, [program, file], { env });
      const differences = Object.entries(JSON.parse(stdout) as Record<string, number>);
      expect(differences.length).toBeGreaterThan(40);
      expect(differences.filter(([, difference]) => !(difference < 1e-3))).toEqual([]);
    },
    240_000,
  );
});
