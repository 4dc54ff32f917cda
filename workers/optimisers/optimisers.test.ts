import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { defaultTrainConfig } from '../../app/training/trainConfig.ts';
import { float32Tensor } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import { composeOptimiser, type OptimiserSettings } from './composeOptimiser.ts';
import { parametersToUse } from './weightAverage.ts';

const start = [1, -2, 0.5];
const decays = [0.1, 0, 0.1];
const gradientAt = (step: number): number[] => [Math.sin(step), 3 * Math.cos(step * 0.7), 1e-3];
const rateAt = (step: number): number => 0.1 / step;

/*
Parameters (or their average) after 8 steps by PyTorch 1.13, double precision:

def run(make, steps=8, clip=None, average=None, accumulate=1):
    p = [torch.nn.Parameter(torch.tensor([s], dtype=torch.float64)) for s in [1.0, -2.0, 0.5]]
    optimiser = make([{'params': [p[0], p[2]], 'weight_decay': 0.1}, {'params': [p[1]], 'weight_decay': 0.0}])
    averaged, updates, total = [q.detach().clone() for q in p], 0, [0.0] * 3
    for step in range(1, steps + 1):
        gradient = [math.sin(step), 3 * math.cos(step * 0.7), 1e-3]
        total = [a + b / accumulate for a, b in zip(total, gradient)]
        if step % accumulate: continue
        for q, v in zip(p, total): q.grad = torch.tensor([v], dtype=torch.float64)
        total, updates = [0.0] * 3, updates + 1
        if clip: torch.nn.utils.clip_grad_norm_(p, clip)
        for group in optimiser.param_groups: group['lr'] = 0.1 / step
        optimiser.step()
        if average:
            d = min(average, (1 + updates) / (10 + updates))
            averaged = [d * a + (1 - d) * q.detach() for a, q in zip(averaged, p)]
    return averaged if average else p
*/
const cases: readonly { readonly settings: Partial<OptimiserSettings>; readonly torch: readonly number[] }[] = [
  { settings: { optimiser: 'sgd', momentum: 0 }, torch: [0.86162381, -2.0901731, 0.48628749] },
  { settings: { optimiser: 'sgd', momentum: 0.9 }, torch: [0.70010038, -2.0555417, 0.46605426] },
  { settings: { optimiser: 'sgd', momentum: 0.9, nesterov: true }, torch: [0.59896137, -2.1401607, 0.45623374] },
  { settings: { optimiser: 'adam' }, torch: [0.80515508, -2.1104358, 0.23400078] },
  { settings: { optimiser: 'adamW' }, torch: [0.79123701, -2.1104358, 0.21768637] },
  { settings: { optimiser: 'sgd', momentum: 0.9, clipNorm: 1.5 }, torch: [0.72300058, -2.0257457, 0.46620947] },
  { settings: { averageDecay: 0.95 }, torch: [0.79398205, -2.1144068, 0.2307469] },
  { settings: { accumulateSteps: 4 }, torch: [0.96025504, -1.9625466, 0.46065819] },
  {
    settings: { clipNorm: 1.5, averageDecay: 0.25, accumulateSteps: 2 },
    torch: [0.92528494, -2.03896, 0.39672972],
  },
];

/** Takes steps through the graph and gives the parameters to use after each. */
async function runGraph(settings: OptimiserSettings, steps: number): Promise<number[][]> {
  const optimiser = composeOptimiser(settings);
  const builder = new GraphBuilder();
  const inputs = (names: readonly string[], shape: readonly number[]) =>
    Object.fromEntries(names.map((name) => [name, builder.input(name, shape)]));
  let parameters = Float32Array.from(start);
  let vectors = optimiser.init(parameters);
  const decay = builder.constant(float32Tensor([3], decays));
  const result = optimiser.update(builder, {
    parameters: builder.input('parameters', [3]),
    gradient: builder.input('gradient', [3]),
    decay,
    state: inputs(Object.keys(vectors), [3]),
    scalars: inputs(Object.keys(optimiser.scalars(1, 0)), []),
  });
  for (const value of [result.parameters, ...Object.values(result.state)]) builder.output(value);
  const session = await InferenceSession.create(writeModel(builder.finish()));

  const vector = (values: ArrayLike<number>): Tensor => new Tensor('float32', Float32Array.from(values), [3]);
  const used: number[][] = [];
  for (let step = 1; step <= steps; step++) {
    const scalars = Object.entries(optimiser.scalars(step, rateAt(step)));
    const results = await session.run({
      parameters: vector(parameters),
      gradient: vector(gradientAt(step)),
      ...Object.fromEntries(Object.entries(vectors).map(([name, values]) => [name, vector(values)])),
      ...Object.fromEntries(scalars.map(([name, value]) => [name, new Tensor('float32', Float32Array.of(value), [])])),
    });
    const output = (name: string) => results[name]?.data as Float32Array<ArrayBuffer>;
    parameters = output(result.parameters);
    vectors = Object.fromEntries(Object.entries(result.state).map(([name, value]) => [name, output(value)]));
    used.push([...parametersToUse(parameters, vectors)]);
  }
  await session.release();
  return used;
}

/** The same by the papers, in double precision, number by number. */
function expectedParameters(settings: OptimiserSettings, steps: number): number[][] {
  const { optimiser, momentum, nesterov, clipNorm, averageDecay, accumulateSteps } = settings;
  const p = start.map((value) => ({ value, average: value, velocity: 0, first: 0, second: 0, gradient: 0 }));
  return Array.from({ length: steps }, (_, index) => {
    const step = index + 1;
    for (const [i, each] of p.entries()) each.gradient += (gradientAt(step)[i] ?? 0) / accumulateSteps;
    if (step % accumulateSteps === 0) {
      const update = step / accumulateSteps;
      const norm = Math.hypot(...p.map(({ gradient }) => gradient));
      const factor = clipNorm > 0 ? Math.min(1, clipNorm / (norm + 1e-6)) : 1;
      for (const [i, each] of p.entries()) {
        const decay = decays[i] ?? 0;
        const gradient = each.gradient * factor + (optimiser === 'adamW' ? 0 : decay * each.value);
        each.velocity = momentum * each.velocity + gradient;
        each.first = 0.9 * each.first + 0.1 * gradient;
        each.second = 0.999 * each.second + 0.001 * gradient ** 2;
        const adam = each.first / (1 - 0.9 ** update) / (Math.sqrt(each.second / (1 - 0.999 ** update)) + 1e-8);
        const direction = {
          sgd: nesterov ? gradient + momentum * each.velocity : each.velocity,
          adam,
          adamW: adam + decay * each.value,
        }[optimiser];
        each.value -= rateAt(step) * direction;
        const share = Math.min(averageDecay, (1 + update) / (10 + update));
        each.average = share * each.average + (1 - share) * each.value;
        each.gradient = 0;
      }
    }
    return p.map(({ value, average }) => (averageDecay > 0 ? average : value));
  });
}

function largestDifference(found: readonly number[], expected: readonly number[]): number {
  return Math.max(...found.map((value, i) => Math.abs(value - (expected[i] ?? NaN))));
}

describe.each(cases)('the optimiser $settings', ({ settings: given, torch }) => {
  const settings = { ...defaultTrainConfig, ...given };

  it('does the same as PyTorch', async () => {
    expect(largestDifference((await runGraph(settings, 8)).at(-1) ?? [], torch)).toBeLessThan(1e-6);
  });

  it('follows its papers, step by step', async () => {
    const found = await runGraph(settings, 30);
    expect(largestDifference(found.flat(), expectedParameters(settings, 30).flat())).toBeLessThan(2e-6);
  });
});

it('leaves gradients alone that are short enough', async () => {
  const plain = { ...defaultTrainConfig, optimiser: 'sgd' } as const;
  expect(await runGraph({ ...plain, clipNorm: 1000 }, 5)).toEqual(await runGraph(plain, 5));
});
