import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** What a probe looks at; a test gives it another machine. */
export interface ProbedMachine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly isFile: (path: string) => boolean;
  /** Names in a folder; none where it is missing or may not be read. */
  readonly list: (folder: string) => readonly string[];
  /** What a program prints; `null` where it is missing or fails. */
  readonly output: (program: string, args: readonly string[]) => Promise<string | null>;
}

export function thisMachine(): ProbedMachine {
  const { platform, arch, env: environment } = process;
  return { platform, arch, environment, isFile: existsSync, list, output };
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function output(program: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await promisify(execFile)(program, args, { windowsHide: true })).stdout;
  } catch {
    return null;
  }
}

/** Those of the named libraries that the system's loader would not find. */
export async function missingLibraries(
  { platform, environment, isFile, output: print }: ProbedMachine,
  names: readonly string[],
): Promise<readonly string[]> {
  const { PATH = '', LD_LIBRARY_PATH = '' } = environment;
  const known = platform === 'win32' ? '' : ((await print('ldconfig', ['-p'])) ?? '');
  const folders = (platform === 'win32' ? PATH : LD_LIBRARY_PATH).split(delimiter).filter(Boolean);
  return names.filter((name) => !known.includes(name) && !folders.some((folder) => isFile(join(folder, name))));
}

/** Name and driver of the first graphics card that NVIDIA's driver lists; `null` where none answers. */
export async function nvidiaCard(machine: ProbedMachine): Promise<{ name: string; driver: string } | null> {
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];
  const listed = await machine.output('nvidia-smi', query);
  const [name, driver] = listed?.trim().split('\n')[0]?.split(', ') ?? [];
  return name === undefined || driver === undefined ? null : { name, driver };
}
