import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { modelBytes, type ModelSketch, type NodeSketch } from '../../tests/fixtures/foreignModels.ts';
import { refusal } from '../../tests/fixtures/refusal.ts';
import { buildForwardGraph } from '../architectures/forwardGraph.ts';
import { elementCount, float32Tensor, int64Tensor } from '../onnx/graph.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { initialWeights } from '../training/initialWeights.ts';
import { fits } from './freezing.ts';
import { importNetwork, type ImportedNetwork } from './importedNetwork.ts';
import type { ImportSettings } from './importPlan.ts';
import { foreignModel } from './readForeignModel.ts';

const settings: ImportSettings = {
  classes: 2,
  maps: [],
  channels: 3,
  patchSize: 16,
  cut: null,
  freeze: [],
  freezeLayers: 0,
  batchNorm: 'training',
};

const weights = (...shape: number[]) =>
  float32Tensor(
    shape,
    Float32Array.from({ length: elementCount(shape) }, (_, i) => Math.sin(i + shape.length)),
  );

/** Two convolutions with a normalisation and an affine layer between, three classes at half the image's size. */
const sketch: ModelSketch = {
  image: [0, 3, 0, 0],
  tensors: {
    mean: weights(1, 3, 1, 1),
    'stem.weight': weights(4, 3, 3, 3),
    'norm.scale': weights(4),
    'norm.bias': weights(4),
    'norm.mean': weights(4),
    'norm.variance': float32Tensor([4], [1, 2, 3, 4]),
    gamma: weights(1, 4, 1, 1),
    fixed: float32Tensor([], [2]),
    slope: weights(4, 1, 1),
    'top.weight': weights(3, 4, 1, 1),
    'top.bias': weights(3),
  },
  nodes: [
    { operator: 'Sub', inputs: ['image', 'mean'], outputs: ['centred'], name: '/prepare' },
    {
      operator: 'Conv',
      inputs: ['centred', 'stem.weight'],
      outputs: ['a'],
      attributes: { strides: [2, 2], pads: [1, 1, 1, 1] },
      name: '/stem/conv',
    },
    {
      operator: 'BatchNormalization',
      inputs: ['a', 'norm.scale', 'norm.bias', 'norm.mean', 'norm.variance'],
      outputs: ['b'],
      name: '/norm',
    },
    { operator: 'Mul', inputs: ['b', 'gamma'], outputs: ['c'], name: '/scale' },
    { operator: 'Mul', inputs: ['c', 'fixed'], outputs: ['d'], name: '/double' },
    { operator: 'PRelu', inputs: ['d', 'slope'], outputs: ['e'], name: '/slope' },
    { operator: 'Conv', inputs: ['e', 'top.weight', 'top.bias'], outputs: ['f'], name: '/top' },
    { operator: 'Softmax', inputs: ['f'], outputs: ['y'], attributes: { axis: 1 }, name: '/softmax' },
  ],
};

function load(given: ModelSketch, changes: Partial<ImportSettings> = {}): ImportedNetwork {
  return importNetwork(
    foreignModel(modelBytes(given), 'net.onnx', () => new Uint8Array()),
    { ...settings, ...changes },
  );
}

const names = ({ parameters }: ImportedNetwork): string[] => parameters.map(({ name }) => name);

describe('what learns', () => {
  it('are the kernels, biases, normalisations, slopes and affine vectors, and running averages follow', () => {
    const network = load(sketch, { classes: 3 });
    expect(names(network)).toEqual([
      'stem.weight',
      'norm.scale',
      'norm.bias',
      'gamma',
      'slope',
      'top.weight',
      'top.bias',
    ]);
    expect(network.parameters.filter(({ decays }) => decays).map(({ name }) => name)).toEqual([
      'stem.weight',
      'top.weight',
    ]);
    expect(network.buffers.map(({ name }) => name)).toEqual(['norm.mean', 'norm.variance']);
    expect(network.plan).toMatchObject({ head: 'own', target: 'f', layers: 2, output: { takenOff: ['Softmax'] } });
  });

  it('has a new head where the labels are others, put where the old one was', () => {
    const network = load(sketch);
    expect(network.plan).toMatchObject({ head: 'new', target: 'e', proposal: 'e' });
    expect(names(network).slice(-2)).toEqual(['head.weight', 'head.bias']);
    expect(network.parameters.at(-2)?.shape).toEqual([2, 4, 1, 1]);
  });

  it('is cut where it is told', () => {
    const network = load(sketch, { cut: 'a' });
    expect(names(network)).toEqual(['stem.weight', 'head.weight', 'head.bias']);
    expect(refusal(() => load(sketch, { cut: 'q' })).message).toBe(
      'net.onnx has no tensor named q to cut at; there are, among others, e, centred.',
    );
  });

  it.each([
    ['a pattern on tensors', { freeze: ['norm.*'] }, ['stem.weight', 'gamma', 'slope'], []],
    [
      'a pattern on nodes',
      { freeze: ['stem/*'] },
      ['norm.scale', 'norm.bias', 'gamma', 'slope'],
      ['norm.mean', 'norm.variance'],
    ],
    ['the first layer', { freezeLayers: 1 }, [], []],
    ['a share of the layers', { freezeLayers: 0.5 }, ['middle.weight', 'slope'], []],
    [
      'the averages alone',
      { batchNorm: 'frozen' as const },
      ['stem.weight', 'norm.scale', 'norm.bias', 'gamma', 'slope'],
      [],
    ],
  ])('leaves out what is frozen by %s', (_, changes, learnt, averages) => {
    const deeper = 'freezeLayers' in changes && changes.freezeLayers === 0.5 ? twoLayers : sketch;
    const network = load(deeper, changes);
    expect(names(network)).toEqual([...learnt, 'head.weight', 'head.bias']);
    expect(network.buffers.map(({ name }) => name)).toEqual(averages);
  });

  it('refuses a pattern that names nothing', () => {
    expect(refusal(() => load(sketch, { freeze: ['stem.*', 'stern.*'] })).message).toMatch(
      /^net\.onnx has no weight or node that "stern\.\*" names; there are, among others, stem\.weight \(\/stem\/conv\),/,
    );
  });

  it('refuses an own head of which nothing can learn', () => {
    expect(refusal(() => load(sketch, { classes: 3, freeze: ['*'] })).message).toMatch(/every weight is frozen/);
  });

  it('refuses colour images for a grey network, and shows grey images to a colour network', () => {
    const grey = {
      ...sketch,
      image: [1, 1, 16, 16],
      tensors: { ...sketch.tensors, mean: weights(1, 1, 1, 1), 'stem.weight': weights(4, 1, 3, 3) },
    };
    expect(refusal(() => load(grey)).message).toMatch(/grey images of one channel/);
    expect(load(grey, { channels: 1 }).channels).toBe(1);
    expect(load(sketch, { channels: 1 }).channels).toBe(3);
  });

  it('names the node on the way of a gradient that has none, unless what is before it is frozen', () => {
    const nodes = sketch.nodes.map((node): NodeSketch => {
      return node.name === '/slope' ? { operator: 'Sign', inputs: ['d'], outputs: ['e'], name: '/signs' } : node;
    });
    const signs = { ...sketch, nodes };
    expect(refusal(() => load(signs)).message).toMatch(/^net\.onnx: Sign \(node \/signs\) has no gradient/);
    expect(names(load(signs, { freezeLayers: 1 }))).toEqual(['head.weight', 'head.bias']);
  });
});

const twoLayers: ModelSketch = {
  ...sketch,
  nodes: [
    ...sketch.nodes.slice(0, 5),
    { operator: 'Conv', inputs: ['d', 'middle.weight'], outputs: ['d2'], name: '/middle' },
    { operator: 'PRelu', inputs: ['d2', 'slope'], outputs: ['e'], name: '/slope' },
    ...sketch.nodes.slice(6),
  ],
  tensors: { ...sketch.tensors, 'middle.weight': weights(4, 4, 1, 1) },
};

describe('the sizes of images', () => {
  const run = async (network: ImportedNetwork, shape: readonly number[]) => {
    const session = await InferenceSession.create(writeModel(buildForwardGraph(network, initialWeights(network, 1))));
    const image = new Tensor('float32', new Float32Array(elementCount(shape)).fill(1), [...shape]);
    return (await session.run({ image })).probabilities?.dims;
  };
  const reshaped = (back: readonly number[]): ModelSketch => ({
    ...sketch,
    image: [1, 3, 32, 32],
    tensors: { ...sketch.tensors, flat: int64Tensor([1, 4, -1]), back: int64Tensor(back) },
    nodes: [
      ...sketch.nodes.slice(0, 5),
      { operator: 'Reshape', inputs: ['d', 'flat'], outputs: ['d1'], name: '/flat' },
      { operator: 'Reshape', inputs: ['d1', 'back'], outputs: ['d2'], name: '/back' },
      { operator: 'PRelu', inputs: ['d2', 'slope'], outputs: ['e'], name: '/slope' },
      ...sketch.nodes.slice(6),
    ],
  });

  it('are free where the network allows it, also of a file for one size', async () => {
    const network = load({ ...sketch, image: [1, 3, 256, 256] });
    expect([network.multipleOf, network.onlySize]).toEqual([2, undefined]);
    expect(await run(network, [2, 3, 10, 22])).toEqual([2, 2, 10, 22]);
  });

  it('are one where the file has numbers for one, while batches may have any number of cut-outs', async () => {
    const network = load(reshaped([1, 4, 16, 16]), { patchSize: 32 });
    expect([network.multipleOf, network.onlySize]).toEqual([32, 32]);
    expect(await run(network, [1, 3, 32, 32])).toEqual([1, 2, 32, 32]);
    expect(refusal(() => load(reshaped([1, 4, 16, 16]), { patchSize: 16 })).message).toMatch(
      /Reshape \(node \/back\) .* made for 32 x 32: try that "patchSize"/,
    );
  });

  it.each([
    ['are one where a transposed convolution names its result', { output_shape: [32, 32] }, [32, 32]],
    ['are free where it fills a stride for each pixel', { auto_pad: 'SAME_UPPER' }, [2, undefined]],
  ] as const)('%s', (_, attributes, sizes) => {
    const enlarge: NodeSketch = {
      operator: 'ConvTranspose',
      inputs: ['d', 'up.weight'],
      outputs: ['e'],
      attributes: { ...attributes, strides: [2, 2] },
    };
    const nodes = [...sketch.nodes.slice(0, 5), enlarge, ...sketch.nodes.slice(6)];
    const tensors = { ...sketch.tensors, 'up.weight': weights(4, 4, 3, 3) };
    const network = load({ ...sketch, nodes, tensors }, { patchSize: 32 });
    expect([network.multipleOf, network.onlySize]).toEqual(sizes);
  });

  it('grow and shrink what a file resizes to', async () => {
    const nodes: NodeSketch[] = [
      ...sketch.nodes.slice(0, 7),
      {
        operator: 'Resize',
        inputs: ['f', '', '', 'sizes'],
        outputs: ['y'],
        attributes: { mode: 'linear' },
        name: '/resize',
      },
    ];
    const fixed = {
      ...sketch,
      image: [1, 3, 256, 256],
      nodes,
      tensors: { ...sketch.tensors, sizes: int64Tensor([1, 3, 256, 256]) },
    };
    const network = load(fixed, { classes: 3 });
    expect(network.plan.head).toBe('own');
    expect(await run(network, [2, 3, 16, 48])).toEqual([2, 3, 16, 48]);
  });
});

describe('globs', () => {
  it.each([
    ['*', 'anything', true],
    ['layer1.*', 'layer1.0.weight', true],
    ['layer1.*', 'layer10.weight', false],
    ['*.bias', 'a.b.bias', true],
    ['*.bias', 'a.bias.b', false],
    ['conv?', 'conv1', true],
    ['conv?', 'conv', false],
    ['a*b*c', 'a--b--b-c', true],
    ['', 'a', false],
    ['a.c', 'abc', false],
  ])('%s on %s: %s', (glob, name, expected) => {
    expect(fits(glob, name)).toBe(expected);
  });
});
