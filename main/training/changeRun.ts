import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { RunId } from '../../app/model/records.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import { replaceFile } from '../host/replaceFile.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** Settings that the numbers of a checkpoint do not depend on. */
const changeable: readonly string[] = [
  ...[
    'learningRate',
    'batchSize',
    'batchParts',
    'accumulateSteps',
    'patchSize',
    'device',
    'threads',
    'clipNorm',
    'cacheMegabytes',
  ],
  ...['minutes', 'steps', 'patience', 'validateEverySteps', 'checkpointEverySeconds'],
];

/**
 * Gives a run that is not at work other settings to go on with. Throws INVALID_INPUT for one that a checkpoint does not
 * allow, or a value that does not fit.
 */
export async function changeRun(
  project: ProjectStore,
  runId: RunId,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(changes);
  if (names.length === 0) return;
  const fixed = names.find((name) => !changeable.includes(name));
  if (fixed !== undefined) {
    const sentence = `The training setting "${fixed}" cannot change while a run goes on; those that can are`;
    throw new AppError('INVALID_INPUT', `${sentence} ${changeable.join(', ')}.`);
  }
  const config = parseTrainConfig({ ...project.runs.details(runId).config, ...changes });
  replaceFile(join(project.runs.folder(runId), 'config.json'), JSON.stringify(config, null, 2));
  project.runs.update(runId, { config: { ...config } });
}
