import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AppError } from '../../../app/contract/errors.ts';

/** What a project can do without, below its folder. */
const leftOut: ReadonlySet<string> = new Set(['cache', 'backups']);
const leftOutOfRuns: ReadonlySet<string> = new Set(['checkpoints', 'previews']);

/** Copies a project that no studio has open; images that it uses in place stay where they are. */
export async function copyProject(project: string, copy: string): Promise<void> {
  if (!existsSync(join(project, 'project.sqlite'))) {
    throw new AppError('NOT_FOUND', `There is no project in ${project}.`);
  }
  const filter = (path: string): boolean => {
    const [top = '', , part = ''] = relative(project, path).split(sep);
    return !leftOut.has(top) && !(top === 'runs' && leftOutOfRuns.has(part));
  };
  await cp(project, copy, { recursive: true, filter });
}

const madeByTraining: ReadonlySet<string> = new Set([
  ...['checkpoints', 'previews', 'metrics.jsonl', 'model.onnx', 'card.json'],
]);

/** Copies a run as it was before its first step. */
export async function copyUntrainedRun(run: string, copy: string): Promise<void> {
  await cp(run, copy, { recursive: true, filter: (path) => path === run || !madeByTraining.has(basename(path)) });
}
