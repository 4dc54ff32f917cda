import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { LossTerm } from '../../app/training/lossTerms.ts';
import { addGradients } from '../autodiff/addGradients.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { addLoss } from './addLoss.ts';
import { ignoredClass } from '../../app/training/ignoredClass.ts';

const shape = [2, 3, 1, 3];
const logits = Array.from({ length: 18 }, (_, i) => 2 * Math.sin(1.7 * i));
const target = [0, 2, ignoredClass, 1, 1, 0];
const classWeights = [1, 2.5, 0.5];

/*
PyTorch 1.13, double precision:

torch.set_default_dtype(torch.float64)
x = torch.tensor([2 * math.sin(1.7 * i) for i in range(18)]).reshape(2, 3, 1, 3).requires_grad_()
y = torch.tensor([0, 2, 255, 1, 1, 0]).reshape(2, 1, 3)
w = torch.tensor([1, 2.5, 0.5]); m = (y != 255)
t = F.one_hot(y.where(m, 0*y), 3).permute(0, 3, 1, 2) * m[:, None]
p = x.softmax(1) * m[:, None]
pixel = w[y.where(m, 0*y)] * m
mean = lambda v: (pixel * v).sum() / pixel.sum()
I, P, T = [v.sum((0, 2, 3))[1:] for v in (p * t, p, t)]
logpt = (x.log_softmax(1) * t).sum(1)
losses = [
  F.cross_entropy(x, y, w, ignore_index=255),
  F.cross_entropy(x, y, w, ignore_index=255, label_smoothing=0.2),
  mean(F.binary_cross_entropy_with_logits(x, t.double(), reduction='none').mean(1)),
  1 - ((2 * I + 1) / (P + T + 1)).mean(),
  1 - ((I + 1) / (P + T - I + 1)).mean(),
  1 - ((I + 1) / (I + 0.3 * (P - I) + 0.7 * (T - I) + 1)).mean(),
  -mean((1 - logpt.exp()) ** 1.5 * logpt),
  mean(F.smooth_l1_loss(p, t.double(), beta=0.4, reduction='none').mean(1)),
]
gradients = [torch.autograd.grad(loss, x, retain_graph=True) for loss in losses]
*/
const cases: readonly { readonly term: LossTerm; readonly loss: number; readonly gradient: readonly number[] }[] = [
  {
    term: { kind: 'crossEntropy', weight: 1, labelSmoothing: 0 },
    loss: 1.207297,
    gradient: [
      -0.0383422, 0.0472929, 0, 0.0149118, 0.0174835, 0, 0.0234304, -0.0647763, 0, 0.0632769, 0.0072144, -0.0505422,
      -0.12196, -0.293623, 0.0159702, 0.0586833, 0.286409, 0.034572,
    ],
  },
  {
    term: { kind: 'crossEntropy', weight: 1, labelSmoothing: 0.2 },
    loss: 1.245923,
    gradient: [
      -0.0142317, 0.0541682, 0, -0.00631628, 0.00108908, 0, 0.020548, -0.0552573, 0, 0.0484822, -0.00234783, -0.027245,
      -0.0972439, -0.252885, -0.00518738, 0.0487618, 0.255233, 0.0324324,
    ],
  },
  {
    term: { kind: 'binaryCrossEntropy', weight: 1 },
    loss: 0.7976412,
    gradient: [
      -0.0222222, 0.0195341, 0, 0.0060303, 0.0161942, 0, 0.00879359, -0.0172203, 0, 0.0765087, 0.0141722, -0.025509,
      -0.0132496, -0.0615673, 0.00556681, 0.074688, 0.0947808, 0.0105167,
    ],
  },
  {
    term: { kind: 'dice', weight: 1 },
    loss: 0.5539008,
    gradient: [
      -0.0109398, -0.00804465, 0, 0.00605302, 0.0152468, 0, 0.00488678, -0.0072022, 0, 0.0185368, -0.000374759,
      -0.0121169, -0.0433271, -0.0218354, 0.00598454, 0.0247902, 0.0222102, 0.00613231,
    ],
  },
  {
    term: { kind: 'jaccard', weight: 1 },
    loss: 0.6009308,
    gradient: [
      -0.0110671, -0.0104619, 0, 0.00629411, 0.0149654, 0, 0.00477297, -0.00450357, 0, 0.0157998, -0.000424998,
      -0.012215, -0.0379691, -0.0193877, 0.00624522, 0.0221693, 0.0198127, 0.00596974,
    ],
  },
  {
    term: { kind: 'tversky', weight: 1, falsePositiveWeight: 0.3, falseNegativeWeight: 0.7 },
    loss: 0.4448033,
    gradient: [
      -0.00690213, -0.00235022, 0, 0.00273833, 0.00809303, 0, 0.0041638, -0.00574282, 0, 0.0164668, -0.000244195,
      -0.00791621, -0.0376152, -0.0187446, 0.00256607, 0.0211484, 0.0189888, 0.00535014,
    ],
  },
  {
    term: { kind: 'focal', weight: 1, focus: 1.5 },
    loss: 0.8692101,
    gradient: [
      -0.0133629, 0.0523602, 0, 0.00519702, 0.0193568, 0, 0.00816589, -0.071717, 0, 0.0305878, 0.00853865, -0.0256072,
      -0.0589551, -0.347519, 0.0080913, 0.0283673, 0.338981, 0.0175159,
    ],
  },
  {
    term: { kind: 'smoothL1', weight: 1, transition: 0.4 },
    loss: 0.2267647,
    gradient: [
      -0.00998062, 0.00231769, 0, 0.00339645, -0.00115011, 0, 0.00658417, -0.00116758, 0, 0.0187096, -0.00165248,
      -0.0155419, -0.035387, -0.0230486, 0.00364085, 0.0166774, 0.024701, 0.0119011,
    ],
  },
];

/** Loss and its gradient by the logits. */
async function run(terms: readonly LossTerm[], values: readonly number[], classes: readonly number[]) {
  const builder = new GraphBuilder();
  const x = builder.input('logits', shape);
  const loss = addLoss(builder, x, builder.input('target', [2, 1, 1, 3]), classWeights, terms);
  const gradient = addGradients(builder, loss, [x], 'cpu').get(x) ?? '';
  for (const value of [loss, gradient]) builder.output(value);
  const session = await InferenceSession.create(writeModel(builder.finish()));
  const results = await session.run({
    logits: new Tensor('float32', Float32Array.from(values), shape),
    target: new Tensor('float32', Float32Array.from(classes), [2, 1, 1, 3]),
  });
  await session.release();
  expect(results[loss]?.dims).toEqual([]);
  return { loss: Number(results[loss]?.data[0]), gradient: [...(results[gradient]?.data as Float32Array)] };
}

function largestDifference(found: readonly number[], expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  return Math.max(...found.map((value, i) => Math.abs(value - (expected[i] ?? NaN))));
}

describe('a loss', () => {
  it.each(cases)('and its gradient are those of PyTorch: $term', async ({ term, loss, gradient }) => {
    const found = await run([term], logits, target);
    expect(Math.abs(found.loss - loss)).toBeLessThan(1e-6);
    expect(largestDifference(found.gradient, gradient)).toBeLessThan(1e-6);
  });

  it('is a weighted sum of its terms', async () => {
    const weights = cases.map((_, index) => 0.5 + 0.25 * index);
    const terms = cases.map(({ term }, index) => ({ ...term, weight: weights[index] ?? 0 }));
    const found = await run(terms, logits, target);
    const sumOf = (values: readonly number[]): number =>
      values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
    expect(found.loss).toBeCloseTo(sumOf(cases.map(({ loss }) => loss)), 5);
    const gradient = logits.map((_, i) => sumOf(cases.map((one) => one.gradient[i] ?? 0)));
    expect(largestDifference(found.gradient, gradient)).toBeLessThan(3e-6);
  });

  it.each(cases)('stays a number where the network is certain, right or wrong: $term', async ({ term }) => {
    const certain = logits.map((_, i) => (Math.floor(i / 3) % 3 === i % 3 ? 80 : -80));
    const found = await run([term], certain, target);
    expect([found.loss, ...found.gradient].every(Number.isFinite)).toBe(true);
  });

  it.each(cases)('is a number, without gradient, where no pixel counts: $term', async ({ term }) => {
    const found = await run([term], logits, Array<number>(6).fill(ignoredClass));
    expect(Number.isFinite(found.loss)).toBe(true);
    expect(found.gradient.every((value) => value === 0)).toBe(true);
  });
});
