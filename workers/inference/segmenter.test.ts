import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { catalogueNetwork } from '../architectures/architecture.ts';
import { buildForwardGraph } from '../architectures/forwardGraph.ts';
import { countNumbers } from '../architectures/trainableNetwork.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { openSession } from '../onnx/session.ts';
import { networkInput } from './networkInput.ts';
import { openSegmenter, SemanticNetwork } from './segmenter.ts';
import { planTiles } from './tiles.ts';

const settings = {
  architecture: 'unet',
  channels: 1,
  classes: 3,
  maps: [],
  width: 4,
  depth: 2,
  normalisation: 'none',
} as const;
const normalisation = { mean: [100], standardDeviation: [50] };
const card: ModelCard = {
  format: 'maskwright-model-1',
  architecture: 'unet',
  task: 'semantic',
  separation: 'components',
  leastContrast: 0.5,
  leastScore: 0,
  intensities: 'dataset',
  labels: [],
  input: { name: 'image', channels: 1, multipleOf: 4, tileSize: 64 },
  output: { name: 'probabilities' },
  normalisation,
  trainedOn: { images: 0, objects: 0, datasetHash: '' },
  settings: {},
  metrics: {},
  createdAt: '2026-01-01T00:00:00Z',
  programVersion: '0.1.0',
};

const named = {
  inputName: 'image',
  outputName: 'probabilities',
  mapsName: null,
  separation: 'components',
  intensities: 'dataset',
} as const;

function noise(width: number, height: number): DecodedImage {
  const data = Uint8Array.from(
    { length: width * height },
    (_, i) => 128 + 120 * Math.sin(i * 0.7 + Math.sin(i * 0.01)),
  );
  return { width, height, channels: 1, bitDepth: 8, data };
}

let folder: string;
let model: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segmenter-'));
  const network = catalogueNetwork(settings);
  const count = countNumbers(network.parameters);
  const parameters = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.3) * 0.3);
  model = writeModel(buildForwardGraph(network, { parameters, buffers: new Float32Array() }));
  await writeFile(join(folder, 'model.onnx'), model);
  await writeFile(join(folder, 'card.json'), JSON.stringify(card));
});
afterAll(() => rm(folder, { recursive: true }));

describe('planTiles', () => {
  it('keeps each pixel once, inside its tile', () => {
    const sizes = fc.integer({ min: 1, max: 130 });
    const unit = fc.constantFrom(1, 4, 8);
    fc.assert(
      fc.property(sizes, sizes, unit, fc.integer({ min: 4, max: 15 }), fc.integer({ min: 0, max: 1 }), (...drawn) => {
        const [width, height, multipleOf, sideUnits, marginUnits] = drawn;
        const [side, margin] = [sideUnits * multipleOf, marginUnits * multipleOf];
        const kept = new Uint8Array(width * height);
        for (const { input, core } of planTiles(width, height, side, margin, multipleOf)) {
          expect([input.x % multipleOf, input.y % multipleOf]).toEqual([0, 0]);
          for (const [start, size, coreStart, coreSize, whole] of [
            [input.x, input.width, core.x, core.width, width],
            [input.y, input.height, core.y, core.height, height],
          ] as const) {
            expect(size).toBeLessThanOrEqual(side);
            if (start > 0) expect(coreStart - start).toBeGreaterThanOrEqual(margin);
            if (start + size < whole) expect(start + size - coreStart - coreSize).toBeGreaterThanOrEqual(margin);
          }
          for (let y = core.y; y < core.y + core.height; y++) {
            for (let x = core.x; x < core.x + core.width; x++) kept[y * width + x] = (kept[y * width + x] ?? 0) + 1;
          }
        }
        expect(kept.every((count) => count === 1)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the segmenter', () => {
  it('gives the same for tiles as for the whole image where the margin covers the receptive field', async () => {
    const session = await openSession(model, { device: 'cpu' });
    const image = noise(700, 530);
    const input = { ...named, multipleOf: 4, normalisation };
    const tiled = await new SemanticNetwork(session, { ...input, tileSize: 64 }).segment(image);
    const whole = await new SemanticNetwork(session, { ...input, tileSize: 700 }).segment(image);
    expect(tiled.classMap).toEqual(whole.classMap);
    const largestError = tiled.probability.reduce(
      (largest, value, i) => Math.max(largest, Math.abs(value - (whole.probability[i] ?? NaN))),
      0,
    );
    expect(largestError).toBeLessThan(1e-5);
  });

  it('opens a model folder and takes any size', async () => {
    const segmenter = await openSegmenter(folder, 'cpu');
    const { classMap, probability } = await segmenter.segment(noise(37, 22));
    expect([segmenter.device, classMap.length, probability.length]).toEqual(['cpu', 37 * 22, 37 * 22]);
    expect(probability.every((value) => value >= 1 / 3 - 1e-6 && value <= 1)).toBe(true);
    await segmenter.release();
  });

  it('cuts images of any size into tiles of the only size that a network takes', async () => {
    const network = { ...catalogueNetwork(settings), multipleOf: 64, onlySize: 64 };
    const count = countNumbers(network.parameters);
    const parameters = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.3) * 0.3);
    const graph = buildForwardGraph(network, { parameters, buffers: new Float32Array() });
    expect(graph.inputs.map(({ shape }) => shape)).toEqual([[1, 1, 64, 64]]);
    const input = { ...named, normalisation, tileSize: 64 };
    const sizes = { multipleOf: 64, onlySize: 64 };
    const fixed = new SemanticNetwork(await openSession(writeModel(graph), { device: 'cpu' }), { ...input, ...sizes });
    const free = new SemanticNetwork(await openSession(model, { device: 'cpu' }), { ...input, multipleOf: 4 });
    expect((await fixed.segment(noise(64, 64))).classMap).toEqual((await free.segment(noise(64, 64))).classMap);
    for (const [width, height] of [
      [37, 22],
      [150, 100],
      [65, 64],
    ] as const) {
      const { probability } = await fixed.segment(noise(width, height));
      expect(probability).toHaveLength(width * height);
      expect(probability.every((value) => value >= 1 / 3 - 1e-6 && value <= 1)).toBe(true);
    }
    await fixed.release();
    await free.release();
  });

  it('says which file is missing', async () => {
    await expect(openSegmenter(join(folder, 'nothing'), 'cpu')).rejects.toMatchObject({ code: 'NO_MODEL' });
  });
});

describe('networkInput', () => {
  it('repeats the last pixels up to the multiple and normalises', () => {
    const image: DecodedImage = {
      width: 3,
      height: 2,
      channels: 1,
      bitDepth: 8,
      data: Uint8Array.of(0, 50, 100, 150, 200, 250),
    };
    const box = { x: 1, y: 0, width: 2, height: 2 };
    const planes = { width: 4, height: 4, data: [-1, 0, 0, 0, 2, 3, 3, 3, 2, 3, 3, 3, 2, 3, 3, 3] };
    const { width, height, data } = networkInput(image, box, { mean: [100], standardDeviation: [50] }, 4);
    expect({ width, height, data: [...data] }).toEqual(planes);
  });
});
