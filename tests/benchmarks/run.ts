import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { version } from '../../main/host/version.ts';
import { benchmarks, type BenchmarkName, type Measurement } from './benchmarks.ts';
import { printMeasurement } from './printMeasurement.ts';

/**
 * `npm run bench`: measures and prints a table; it never fails by time. `-- --only tiles --only coding` measures some,
 * `-- --json FILE` writes the numbers too. Every benchmark runs in a process of its own: none warms or fills another.
 */
const names = Object.keys(benchmarks) as BenchmarkName[];
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, json: { type: 'string' } } });
const unknown = (values.only ?? []).filter((name) => !(name in benchmarks));
if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${names.join(', ')}.`);

const results: Record<string, Measurement> = {};
for (const name of names.filter((name) => values.only?.includes(name) ?? true)) {
  const measurement = await measure(name);
  results[name] = measurement;
  printMeasurement(measurement);
}
if (values.json !== undefined) {
  const machine = { cpu: cpus()[0]?.model ?? '', cores: availableParallelism(), platform: process.platform };
  const report = { version, node: process.versions.node, machine, at: new Date().toISOString(), results };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

function measure(name: BenchmarkName): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ORT_DISABLE_TELEMETRY: '1' };
    const child = fork(new URL('./measureOne.ts', import.meta.url), [name], { serialization: 'json', env });
    child.once('message', (message) => resolve(message as Measurement));
    child.once('exit', (code) => reject(new Error(`The benchmark ${name} ended with ${code} and no result.`)));
  });
}
