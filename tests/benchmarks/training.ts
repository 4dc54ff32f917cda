import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printMeasurement } from './printMeasurement.ts';
import { printProfile } from './profileStep.ts';
import { benchTrainingStep, profileTrainingStep } from './trainingStep.ts';

/**
 * `npm run bench:training`: a training step, beside another program's where `-- --reference PATH` names one, in turns
 * with the same threads. `--profile` tells where the time of a step goes instead. `--json FILE` writes the numbers too.
 */
const { values } = parseArgs({
  options: {
    steps: { type: 'string' },
    threads: { type: 'string' },
    rounds: { type: 'string' },
    reference: { type: 'string' },
    profile: { type: 'boolean' },
    json: { type: 'string' },
  },
});
const { reference, profile, json, ...counts } = values;
const numbers = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
if (profile) {
  const found = await profileTrainingStep(numbers);
  printProfile(found);
  writeJson(found);
} else {
  const measurement = await benchTrainingStep({ ...numbers, ...(reference === undefined ? {} : { reference }) });
  printMeasurement({ ...measurement });
  writeJson(measurement);
}

function writeJson(result: object): void {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
}
