import type { LineageNode, SettingChange } from '../../app/contract/modelViews.ts';
import type { RunDetails } from '../../app/contract/views.ts';
import { defaultTrainConfig } from '../../app/training/trainConfig.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** Where a training ran and what it began with say nothing about how it was done; they are told elsewhere. */
const leftOut: ReadonlySet<string> = new Set([
  ...['initialModel', 'fromModel', 'weightsFile'],
  ...['device', 'threads', 'cacheMegabytes', 'checkpointEverySeconds', 'validateEverySteps'],
]);

/** Every model that is or was there, newest first, with what is known of where it comes from. */
export function modelLineage(project: ProjectStore): LineageNode[] {
  const models = project.models.known();
  const origins = project.origins.all();
  const runs = new Map(project.runs.described().map((run) => [run.id, run]));
  const runOfModel = new Map(models.map(({ id, runId }) => [id, runs.get(runId)]));
  return models.map((model): LineageNode => {
    const run = runs.get(model.runId) ?? null;
    const origin = origins.get(model.runId) ?? null;
    const parent = origin?.parent ?? { kind: 'unknown' };
    const parentRun = parent.kind === 'model' ? (runOfModel.get(parent.modelId) ?? null) : null;
    const { id, runId, name, note, createdAt, removedAt, inUse, architecture, validationDice, byteSize } = model;
    const { trainedOnImages, trainedOnObjects, datasetHash } = model;
    return {
      ...{ id, runId, name, note, createdAt, removedAt, inUse, architecture, validationDice, byteSize },
      ...{ trainedOnImages, trainedOnObjects, datasetHash },
      parent,
      run: run && {
        state: run.state,
        startedAt: run.startedAt,
        finishedAt: run.finishedAt,
        steps: run.steps,
        device: run.device,
      },
      validationImages: run?.validationImages ?? null,
      labels: origin?.labels ?? null,
      settings: run && settingsOf(run, parentRun),
    };
  });
}

function settingsOf(
  run: Pick<RunDetails, 'config'>,
  parentRun: Pick<RunDetails, 'config'> | null,
): NonNullable<LineageNode['settings']> {
  return parentRun === null
    ? { comparedWith: 'defaults', changes: settingChanges({ ...defaultTrainConfig }, run.config) }
    : { comparedWith: 'parent', changes: settingChanges(parentRun.config, run.config) };
}

/** A setting that an older version did not know had the value that is the default now. */
export function settingChanges(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): SettingChange[] {
  const defaults: Readonly<Record<string, unknown>> = { ...defaultTrainConfig };
  const valueIn = (config: Readonly<Record<string, unknown>>, key: string): unknown =>
    config[key] ?? defaults[key] ?? null;
  const keys = new Set([...Object.keys(defaults), ...Object.keys(from), ...Object.keys(to)]);
  return [...keys]
    .filter((key) => !leftOut.has(key))
    .map((key) => ({ key, from: valueIn(from, key), to: valueIn(to, key) }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
}
