import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { architectureFacts } from '../../app/training/architectures.ts';
import { trainConfigFields } from '../../app/training/trainConfig.ts';
import { createHost } from '../../main/host/host.ts';
import { trainArchitecture, type ArchitectureMeasurement } from './trainArchitecture.ts';

/**
 * `npm run bench:architectures -- --seconds 120`: trains every architecture from random weights on the sample project by
 * the command line, each as long, with the settings that the planner chooses, and prints what came of it. `--only unet`
 * trains some, `--json FILE` writes the numbers too.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
});
const all = trainConfigFields.architecture.options;
const unknown = (values.only ?? []).filter((name) => !all.some((known) => known === name));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${all.join(', ')}.`);

const folder = mkdtempSync(join(tmpdir(), 'maskwright-architectures-'));
const measured: ArchitectureMeasurement[] = [];
try {
  const home = join(folder, 'home');
  const sample = join(folder, 'sample');
  const host = await createHost();
  await host.client.project.createSample({ path: sample });
  await host.close();
  printRow([
    'network',
    'steps',
    'test Dice',
    'val Dice',
    'step ms',
    'peak MB',
    'reckoned MB',
    'parameters',
    'model MB',
  ]);
  for (const architecture of all.filter((name) => values.only?.includes(name) ?? true)) {
    const project = join(folder, architecture);
    cpSync(sample, project, { recursive: true });
    const found = await trainArchitecture(project, home, architecture, Number(values.seconds));
    measured.push(found);
    printRow([
      architectureFacts[architecture].name,
      String(found.steps),
      found.testDice?.toFixed(3) ?? '-',
      found.validationDice.toFixed(3),
      found.stepMs.toFixed(0),
      found.peakMegabytes?.toFixed(0) ?? '-',
      found.estimatedMegabytes.toFixed(0),
      found.parameters.toLocaleString('en-US'),
      (found.modelBytes / 1e6).toFixed(2),
    ]);
    rmSync(project, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);

function printRow([name = '', ...numbers]: readonly string[]): void {
  console.log(name.padEnd(20) + numbers.map((text) => text.padStart(12)).join(''));
}
