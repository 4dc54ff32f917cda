import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printMeasurement } from './printMeasurement.ts';
import { benchTrainingStep } from './trainingStep.ts';

/**
 * `npm run bench:training`: a training step, beside another program's where `-- --reference PATH` names one, in turns
 * with the same threads. `--json FILE` writes the numbers too.
 */
const { values } = parseArgs({
  options: {
    steps: { type: 'string' },
    threads: { type: 'string' },
    rounds: { type: 'string' },
    reference: { type: 'string' },
    json: { type: 'string' },
  },
});
const { reference, json, ...counts } = values;
const measurement = await benchTrainingStep({
  ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])),
  ...(reference === undefined ? {} : { reference }),
});
printMeasurement({ ...measurement });
if (json !== undefined) writeFileSync(json, `${JSON.stringify(measurement, null, 2)}\n`);
