import { benchCocoImport } from './importCoco.ts';
import { benchImport } from './importImages.ts';
import { benchOpenProject } from './openProject.ts';
import { benchRleCoding } from './rleCoding.ts';
import { benchTiles } from './tiles.ts';
import { benchTrainingStep } from './trainingStep.ts';

/** What a benchmark found: `name` says what was measured, every other field is a number whose name ends in its unit. */
export type Measurement = { readonly name: string } & Readonly<Record<string, number | string>>;

/** By the name that `--only` takes. */
export const benchmarks = {
  trainingStep: async () => asMeasurement(await benchTrainingStep('unet')),
  tiles: async () => asMeasurement(await benchTiles()),
  importImages: async () => asMeasurement(await benchImport()),
  openProject: async () => asMeasurement(benchOpenProject()),
  coding: async () => asMeasurement(benchRleCoding()),
  cocoImport: async () => asMeasurement(await benchCocoImport()),
} satisfies Readonly<Record<string, () => Promise<Measurement>>>;
export type BenchmarkName = keyof typeof benchmarks;

/** Interfaces have no index signature of their own; the values are the same. */
function asMeasurement<T extends { readonly name: string } & { readonly [F in keyof T]: number | string }>(
  measurement: T,
): Measurement {
  return { ...measurement };
}
