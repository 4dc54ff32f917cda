import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The type checks have been seen to pass by checking nothing: here each is given a mistake that it must find. The
 * mistakes lie below `out/`, with the settings of the room that they stand for.
 */
const repository = join(import.meta.dirname, '..');
const timeoutMs = 120_000;
let folder: string;

beforeAll(async () => {
  await mkdir(join(repository, 'out'), { recursive: true });
  folder = await mkdtemp(join(repository, 'out', 'type-gate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(room: string, files: Record<string, string>, program: string, args: string[]): Promise<string> {
  const planted = join(folder, room);
  await mkdir(planted);
  const settings = { extends: `../../../${room}/tsconfig.json`, include: ['./*'], exclude: [] };
  await writeFile(join(planted, 'tsconfig.json'), JSON.stringify(settings));
  for (const [name, text] of Object.entries(files)) await writeFile(join(planted, name), text);
  const script = join(repository, 'node_modules', program);
  try {
    await promisify(execFile)(process.execPath, [script, ...args, join(planted, 'tsconfig.json')], { cwd: planted });
    return 'nothing found';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('the type checks', () => {
  it.each([
    ['app', 'document.title'],
    ['app', 'process.pid'],
    ['main', 'document.title'],
    ['workers', 'window.name'],
  ])(
    'keep from %s what it must not know: %s',
    async (room, expression) => {
      const found = await check(
        room,
        { 'planted.ts': `export const planted = ${expression};\n` },
        'typescript/bin/tsc',
        ['-p'],
      );
      expect(found).toContain(`Cannot find name '${expression.split('.')[0]}'`);
      await rm(join(folder, room), { recursive: true });
    },
    timeoutMs,
  );

  it(
    'find a wrong value in a component',
    async () => {
      const component = '<script lang="ts">\n  const count: number = "many";\n</script>\n\n<p>{count}</p>\n';
      const args = ['--output', 'machine', '--tsconfig'];
      const found = await check('renderer', { 'Planted.svelte': component }, 'svelte-check/bin/svelte-check', args);
      expect(found).toContain("Type 'string' is not assignable to type 'number'");
    },
    timeoutMs,
  );
});
