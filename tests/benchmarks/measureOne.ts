import { benchmarks, type BenchmarkName } from './benchmarks.ts';

/** The process of one benchmark: `node measureOne.ts <name>` sends its measurement to the process that started it. */
const measurement = await benchmarks[process.argv[2] as BenchmarkName]();
process.send?.(measurement, () => process.exit());
