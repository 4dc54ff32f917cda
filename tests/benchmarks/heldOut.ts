import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { parseSettings } from '../../main/cli/settingOptions.ts';
import { findPython } from '../fixtures/findPython.ts';
import { withBenchHost } from './benchHost.ts';
import { compareHeldOut } from './heldOut/compareHeldOut.ts';
import { heldOutLines, lossDifference } from './heldOut/heldOutLines.ts';
import type { ScoredSplit } from './heldOut/scoreWeights.ts';

/**
 * `npm run bench:held-out -- --project FOLDER --steps N`: trains on a copy of a project with labelled images, as `train`
 * does and in PyTorch, from the same random weights on the same batches, and scores both networks on images that neither
 * learnt from: those of the split `test` and those to validate. `--set name=value ...` changes what the plan chooses,
 * `--split test` scores one split alone, `--threads 2` is for either program, `--json FILE` writes the numbers too. Ends
 * with 1 where the loss of the first step differs.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    project: { type: 'string' },
    steps: { type: 'string', default: '500' },
    set: { type: 'string', multiple: true, default: [] },
    split: { type: 'string', multiple: true, default: ['val', 'test'] },
    threads: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'string' },
  },
});
const { project, json } = values;
if (project === undefined) throw new Error('Name a project: --project FOLDER.');
const unknown = values.split.filter((name) => !['val', 'test'].includes(name));
if (unknown.length > 0) throw new Error(`There is no split ${unknown.join(', ')} to score on; there are val, test.`);
const python = findPython(['torch']);
if (python === null) {
  console.log('Skipped: no Python here has PyTorch (Debian: python3-torch), so there is nothing to compare with.');
  process.exit();
}

/** Single precision rounds otherwise here and there; more than this is another loss. */
const largestFirstDifference = 1e-5;

const comparison = await withBenchHost(async (host, folder) => {
  const found = await compareHeldOut(host, folder, {
    ...{ python, project },
    steps: Number(values.steps),
    config: { threads: Number(values.threads), ...parseSettings([...values.set, ...positionals]) },
    splits: values.split as ScoredSplit[],
    onStage: (text) => process.stderr.write(`${text}\n`),
  });
  const labels = new Map((await host.client.labels.list()).map(({ id, name }) => [id, name]));
  for (const line of heldOutLines(found, labels)) console.log(line);
  return found;
});
if (json !== undefined) writeFileSync(json, `${JSON.stringify(comparison, null, 2)}\n`);
const [first, tenth] = [1, 10].map((step) => lossDifference(comparison, step)) as [number, number];
console.log(`\nloss of the first step: ${first.toExponential(1)} apart; of the tenth: ${tenth.toExponential(1)}`);
process.exitCode = first <= largestFirstDifference ? 0 : 1;
