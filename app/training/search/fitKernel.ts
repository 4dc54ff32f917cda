import { normalNumber } from '../randomSource.ts';
import {
  gaussianProcess,
  type DimensionOrder,
  type GaussianProcess,
  type KernelParameters,
} from './gaussianProcess.ts';

/** Log-normal beliefs of what lengths and variances are before anything is measured; values have variance 1. */
const beliefs = {
  length: { centre: Math.log(0.5), deviation: 0.8 },
  signal: { centre: 0, deviation: 0.6 },
  noise: { centre: Math.log(0.02), deviation: 1.2 },
};
const draws = 30;
const firstStep = 0.8;
const lastStep = 0.1;

/**
 * The process whose parameters have the largest posterior probability (MAP), sought by drawing from the beliefs and then
 * by steps along each parameter that halve once none helps. `values` should have mean 0 and variance 1.
 */
export function fitKernel(
  points: readonly (readonly number[])[],
  values: readonly number[],
  orders: readonly DimensionOrder[],
  random: () => number,
): GaussianProcess | null {
  const priors = [...orders.map(() => beliefs.length), beliefs.signal, beliefs.noise];
  const rate = (logs: readonly number[]): Fit | null => {
    const process = gaussianProcess(points, values, orders, parametersOf(logs));
    if (process === null) return null;
    const belief = priors.reduce((sum, { centre, deviation }, i) => {
      return sum - 0.5 * (((logs[i] ?? 0) - centre) / deviation) ** 2;
    }, 0);
    return { logs, process, score: process.logLikelihood + belief };
  };
  const better = (a: Fit | null, b: Fit | null): Fit | null =>
    b !== null && b.score > (a?.score ?? -Infinity) ? b : a;

  let best = rate(priors.map(({ centre }) => centre));
  for (let draw = 0; draw < draws; draw++) {
    best = better(best, rate(priors.map(({ centre, deviation }) => centre + deviation * normalNumber(random))));
  }
  for (let step = firstStep; step >= lastStep && best !== null; step /= 2) {
    for (const i of priors.keys()) {
      for (const move of [step, -step]) {
        const { logs }: Fit = best;
        best = better(best, rate(logs.map((log, at) => (at === i ? log + move : log)))) ?? best;
      }
    }
  }
  return best?.process ?? null;
}

interface Fit {
  readonly logs: readonly number[];
  readonly process: GaussianProcess;
  readonly score: number;
}

function parametersOf(logs: readonly number[]): KernelParameters {
  const values = logs.map(Math.exp);
  return {
    lengths: values.slice(0, -2),
    signalVariance: values.at(-2) ?? 1,
    // What lets twice the same point be measured.
    noiseVariance: Math.max(1e-6, values.at(-1) ?? 0),
  };
}
