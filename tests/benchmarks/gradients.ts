import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPython } from '../fixtures/findPython.ts';
import { compareGradients } from '../reference/compareGradients.ts';
import { compareSteps } from '../reference/compareSteps.ts';
import { exampleTask } from '../reference/exampleTask.ts';
import { excesses, type NetworkComparison } from './gradientTolerances.ts';
import { gradientTasks, type GradientTaskName } from './gradientTasks.ts';
import { printComparison } from './printComparison.ts';

/**
 * `npm run bench:gradients`: whole networks beside PyTorch in double precision, forward and backward and twenty training
 * steps from the same weights and batches; PyTorch's own single precision stands beside ours. Ends with 1 where a
 * difference is above its tolerance. `-- --only unet` compares some, `--json FILE` writes the numbers too.
 */
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, json: { type: 'string' } } });
const python = findPython(['torch']);
if (python === null) {
  console.log('Skipped: no Python here has PyTorch (Debian: python3-torch), so there is nothing to compare with.');
  process.exit();
}
const names = Object.keys(gradientTasks) as GradientTaskName[];
const unknown = (values.only ?? []).filter((name) => !(name in gradientTasks));
if (unknown.length > 0) throw new Error(`There is no network ${unknown.join(', ')}; there are ${names.join(', ')}.`);

const results: Record<string, NetworkComparison> = {};
const failures: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'maskwright-gradients-'));
try {
  for (const name of names.filter((name) => values.only?.includes(name) ?? true)) {
    const { tolerances, ...settings } = gradientTasks[name];
    const task = exampleTask(settings);
    const gradients = await compareGradients(task, python, folder);
    const steps = await compareSteps(task, python, folder);
    results[name] = { ...gradients, steps };
    printComparison(name, results[name], tolerances);
    failures.push(...excesses(results[name], tolerances).map((line) => `${name}: ${line}`));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
for (const line of failures) console.error(line);
console.log(failures.length === 0 ? 'No difference is above its tolerance.' : `${failures.length} above tolerance.`);
process.exitCode = failures.length === 0 ? 0 : 1;
