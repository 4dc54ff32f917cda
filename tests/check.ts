import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * `npm run check`: every rule that a tool can hold. All of them run, so that one look shows all that is to be done;
 * `npm run check -- lint types` runs some.
 */
const checks: Readonly<Record<string, readonly (readonly string[])[]>> = {
  lint: [['eslint', '--max-warnings', '0', '.']],
  format: [['prettier', '--check', '--log-level', 'warn', '.']],
  types: ['app', 'main', 'workers', 'tests'].map((room) => ['typescript', '-p', room]),
  components: [['svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human']],
  imports: [['dependency-cruiser', '--config', '.dependency-cruiser.cjs', 'app', 'main', 'renderer', 'workers']],
  unused: [['knip']],
};

/** Programs of packages that offer several. */
const programNames: Readonly<Record<string, string>> = { typescript: 'tsc', 'dependency-cruiser': 'depcruise' };

const require = createRequire(import.meta.url);

/** The script behind a package's command: started with this very Node, without a shell in between. */
function programOf(packageName: string): string {
  const manifestPath = join(import.meta.dirname, '..', 'node_modules', packageName, 'package.json');
  const { bin } = require(manifestPath) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin[programNames[packageName] ?? packageName];
  if (script === undefined) throw new Error(`${packageName} has no command of that name.`);
  return join(dirname(manifestPath), script);
}

async function runProgram(packageName: string, args: readonly string[]): Promise<{ isGood: boolean; output: string }> {
  const environment = { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  const child = spawn(process.execPath, [programOf(packageName), ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (piece: Buffer): void => void (output += piece.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  return { isGood: code === 0, output };
}

async function run(name: string): Promise<boolean> {
  const started = performance.now();
  let isPassed = true;
  for (const [packageName = '', ...args] of checks[name] ?? []) {
    const { isGood, output } = await runProgram(packageName, args);
    if (!isGood) process.stdout.write(output);
    isPassed &&= isGood;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${isPassed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
  return isPassed;
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);
const unknown = names.filter((name) => !(name in checks));
if (unknown.length > 0) throw new Error(`There is no check called ${unknown.join(', ')}.`);

/** Two lanes: linting takes as long as everything else together. */
const waiting = [...names];
const failed: string[] = [];
async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (!(await run(name))) failed.push(name);
  }
}
await Promise.all([work(), work()]);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exit(1);
}
