import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm test`: unit and integration tests, then the whole program in a browser. Both run whatever the other says; the
 * last line counts them together.
 */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const repository = join(import.meta.dirname, '..');
const reports = join(repository, 'out', 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  const script = join(repository, 'node_modules', program);
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [script, ...args], { cwd: repository, stdio: 'inherit', env }).status === 0;
}

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function runUnitTests(): Outcome & { readonly isGood: boolean } {
  const file = join(reports, 'vitest.json');
  const isGood = run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = read(file);
  const skipped = Number(report.numPendingTests) + Number(report.numTodoTests);
  return { isGood, passed: Number(report.numPassedTests), failed: Number(report.numFailedTests), skipped };
}

function runBrowserTests(): Outcome & { readonly isGood: boolean } {
  const file = join(reports, 'playwright.json');
  const isGood = run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { stats } = read(file) as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
  return { isGood, passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

const outcomes = [runUnitTests(), runBrowserTests()];
const total = (count: keyof Outcome): number => outcomes.reduce((sum, outcome) => sum + outcome[count], 0);
const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
process.exit(outcomes.every((outcome) => outcome.isGood) ? 0 : 1);
