import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importNetwork } from '../../workers/imported/importedNetwork.ts';
import { readForeignModel } from '../../workers/imported/readForeignModel.ts';
import { composeOptimiser } from '../../workers/optimisers/composeOptimiser.ts';
import { openEngine } from '../../workers/training/engines/openEngine.ts';
import { initialWeights } from '../../workers/training/initialWeights.ts';
import { hasPytorch, runPython } from '../fixtures/pytorch.ts';
import { nucleiBatches, type BatchSize } from './nucleiBatches.ts';

/**
 * `npm run bench:imported`: three networks that PyTorch saved are trained here and there from the same weights on the
 * same pictures of nuclei; prints both curves, and how far each is from PyTorch in double precision, since rounding
 * grows from step to step. `--steps 50`, `--data FOLDER`, `--json FILE`.
 */
const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '50' },
    data: { type: 'string', default: join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'nuclei') },
    json: { type: 'string' },
  },
});
if (!hasPytorch || !existsSync(values.data)) {
  console.log(`Skipped: this needs a Python with PyTorch and ONNX, and pictures of nuclei in ${values.data}.`);
  process.exit();
}

const size: BatchSize = { steps: Number(values.steps), batchSize: 4, patchSize: 128 };
const [classes, learningRate, momentum] = [2, 0.02, 0.9];
const plain = { nesterov: false, clipNorm: 0, averageDecay: 0, accumulateSteps: 1 } as const;
const optimiser = { optimiser: 'sgd', momentum, ...plain } as const;

interface TorchCurves {
  readonly single: readonly number[];
  readonly double: readonly number[];
}
interface Curves extends TorchCurves {
  readonly own: readonly number[];
}

async function trainHere(file: string, batches: Float32Array): Promise<number[]> {
  const { batchSize, patchSize, steps } = size;
  const network = importNetwork(await readForeignModel(file), {
    classes,
    maps: [],
    channels: 3,
    patchSize,
    cut: null,
    freeze: [],
    freezeLayers: 0,
    batchNorm: 'training',
  });
  const weights = initialWeights(network, 1);
  const learning = {
    lossTerms: [{ kind: 'crossEntropy', weight: 1, labelSmoothing: 0 }],
    optimiser,
    weightDecay: 0,
  } as const;
  const engine = await openEngine({ network, batchSize, patchSize, classWeights: [1, 1], ...learning }, 'cpu', 0);
  const vectors = composeOptimiser(optimiser).init(weights.parameters);
  const state = { step: 0, weights, optimiser: vectors };
  const area = patchSize ** 2;
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const image = new Float32Array(batchSize * 3 * area);
    const target = new Float32Array(batchSize * area);
    for (let slot = 0; slot < batchSize; slot++) {
      const start = (step * batchSize + slot) * 4 * area;
      image.set(batches.subarray(start, start + 3 * area), slot * 3 * area);
      target.set(batches.subarray(start + 3 * area, start + 4 * area), slot * area);
    }
    losses.push(await engine.run({ step, image, target }, state, learningRate));
  }
  await engine.release();
  return losses;
}

const folder = mkdtempSync(join(tmpdir(), 'maskwright-curves-'));
const results: Record<string, Curves> = {};
try {
  runPython('generators/pytorchModels.py', [folder, '--classes', String(classes), '--modes', 'training']);
  const batches = await nucleiBatches(values.data, size);
  writeFileSync(join(folder, 'batches.bin'), new Uint8Array(batches.buffer));
  writeFileSync(join(folder, 'batches.json'), JSON.stringify({ ...size, classes, learningRate, momentum }));
  for (const name of ['unet', 'deeplab', 'mobile']) {
    const torch = JSON.parse(runPython('reference/torchCurves.py', [folder, name])) as TorchCurves;
    const curves = { own: await trainHere(join(folder, `${name}-training.onnx`), batches), ...torch };
    results[name] = curves;
    printCurves(name, curves);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);

function printCurves(name: string, { own, single, double }: Curves): void {
  const differences = [own, single].map((losses) =>
    losses.map((loss, i) => Math.abs(loss - (double[i] ?? NaN)) / (double[i] ?? NaN)),
  );
  console.log(`\n${name}: loss, and relative difference from double precision`);
  console.log('  step      here   PyTorch      here   PyTorch');
  for (const [i, loss] of own.entries()) {
    if (i > 4 && i % 5 !== 4) continue;
    const numbers = [loss, single[i] ?? NaN].map((value) => value.toFixed(5).padStart(10));
    const relative = differences.map((list) => (list[i] ?? NaN).toExponential(1).padStart(10));
    console.log(`${String(i + 1).padStart(6)}${[...numbers, ...relative].join('')}`);
  }
  const [here, there] = differences.map((list) => Math.max(...list).toExponential(1));
  console.log(`  largest: ${here} here, ${there} in PyTorch's own single precision`);
}
