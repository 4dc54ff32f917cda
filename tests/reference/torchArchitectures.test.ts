import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorParts } from '../../workers/architectures/trainableNetwork.ts';
import { writeModel } from '../../workers/onnx/file/modelFile.ts';
import { openSession } from '../../workers/onnx/session.ts';
import { architectureNames, smallNetwork } from '../fixtures/catalogueNetworks.ts';
import { findPython } from '../fixtures/findPython.ts';
import { differencesOf } from './difference.ts';
import { exampleTask } from './exampleTask.ts';
import { buildForward, exportNetwork, type LearningTask } from './exportNetwork.ts';
import { readTensorFile } from './tensorFile.ts';

const python = findPython(['torch']);
const cases = architectureNames.flatMap((architecture) => [3, 4].map((depth) => ({ architecture, depth })));
type Case = (typeof cases)[number];

describe.skipIf(python === null)('written again in PyTorch, with the same weights (skipped where it is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'maskwright-architectures-'));
  const folderOf = ({ architecture, depth }: Case): string => join(folder, `${architecture}-${depth}`);
  beforeAll(() => {
    for (const wanted of cases) {
      mkdirSync(folderOf(wanted));
      exportNetwork(taskOf(wanted), folderOf(wanted));
    }
    execFileSync(python ?? '', [join(import.meta.dirname, 'torchArchitectures.py'), folder]);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(cases)('$architecture of depth $depth gives the same output', async (wanted) => {
    const { tensors } = readTensorFile(folderOf(wanted), 'results');
    const output = await runForward(taskOf(wanted));
    const [found] = differencesOf(new Map([['output', output]]), (precision, name) => {
      return tensors.get(`${precision}/${name}`);
    });
    expect(found?.own).toBeLessThan(1e-5);
  });
});

function taskOf({ architecture, depth }: Case): LearningTask {
  const network = smallNetwork(architecture, { channels: 3, depth });
  const patchSize = Math.ceil(96 / network.multipleOf) * network.multipleOf;
  return withSpreadWeights(exampleTask({ network, batchSize: 2, patchSize, steps: 1 }));
}

/** Shifts and scales begin as 0 and 1, where a wrong one would not show. */
function withSpreadWeights(task: LearningTask): LearningTask {
  const { network, weights } = task;
  for (const [name, values] of tensorParts(network.parameters, weights.parameters)) {
    if (/\.(bias|scale)$/.test(name))
      for (const i of values.keys()) values[i] = (values[i] ?? 0) + Math.sin(i * 1.7) / 2;
  }
  return task;
}

async function runForward(task: LearningTask): Promise<Float32Array> {
  const { network, weights, batches, batchSize, patchSize } = task;
  const { builder, logits } = buildForward(task);
  builder.output(logits);
  const session = await openSession(writeModel(builder.finish()), { device: 'cpu' });
  const image = batches[0]?.image ?? new Float32Array();
  const parameters = [...tensorParts(network.parameters, weights.parameters)];
  const feeds = parameters.map(([name, values]) => [name, new Tensor('float32', values, builder.shape(name))] as const);
  const results = await session.run({
    image: new Tensor('float32', image, [batchSize, network.channels, patchSize, patchSize]),
    ...Object.fromEntries(feeds),
  });
  await session.release();
  return results[logits]?.data as Float32Array;
}
