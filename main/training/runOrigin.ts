import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { ModelParent } from '../../app/contract/modelViews.ts';
import type { RunId } from '../../app/model/records.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import type { KnownModel } from '../store/modelStore.ts';
import type { RunOrigin } from '../store/originStore.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** What of `dataset.json` an origin is made of. */
const learntFrom = v.object({
  labels: v.array(v.object({ name: v.string() })),
  images: v.array(
    v.object({ id: v.string(), split: v.string(), objects: v.array(v.object({ classIndex: v.number() })) }),
  ),
});

interface LearntFrom {
  readonly labels: readonly { readonly name: string }[];
  readonly images: readonly {
    readonly id: string;
    readonly split: string;
    readonly objects: readonly { readonly classIndex: number }[];
  }[];
}

type BeginningSettings = Partial<Pick<TrainConfig, 'initialModel' | 'fromModel' | 'weightsFile'>>;

/** `config` must still name the files that the person or the plan chose, not copies of them. */
export function originOf(project: ProjectStore, config: BeginningSettings, dataset: LearntFrom): RunOrigin {
  const train = dataset.images.filter(({ split }) => split === 'train');
  const counts = new Map<number, number>();
  for (const { classIndex } of train.flatMap(({ objects }) => objects)) {
    counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  }
  return {
    parent: parentOf(config, project.models.known()),
    labels: dataset.labels.map(({ name }, index) => ({ name, objects: counts.get(index + 1) ?? 0 })),
    images: {
      train: train.map(({ id }) => id),
      validation: dataset.images.filter(({ split }) => split === 'val').map(({ id }) => id),
    },
  };
}

function parentOf(config: BeginningSettings, known: readonly KnownModel[]): ModelParent {
  const file = config.initialModel ?? config.fromModel ?? config.weightsFile ?? null;
  if (file === null) return { kind: 'none' };
  const model = known.find(({ folder }) => join(folder, 'model.onnx') === file) ?? modelOfMovedProject(file, known);
  return model === null ? { kind: 'file', name: basename(file) } : { kind: 'model', modelId: model.id };
}

/** `models/<id>/model.onnx` of wherever the project lay, also of a model that was removed without a trace. */
function modelOfMovedProject(file: string, known: readonly KnownModel[]): { readonly id: string } | null {
  const [, id] = /[\\/]models[\\/]([^\\/]+)[\\/]model\.onnx$/.exec(file) ?? [];
  if (id === undefined) return null;
  return known.some((model) => model.id === id) || /^\d{8}-\d{6}(-\d+)?$/.test(id) ? { id } : null;
}

/**
 * Keeps what can still be told of models made before origins were kept: by the settings of their runs, and by their run
 * folders where they are still there.
 */
export async function recoverOrigins(log: Logger, project: ProjectStore): Promise<void> {
  const kept = project.origins.all();
  const runs = new Set(project.runs.list().map(({ id }) => id));
  for (const { runId } of project.models.known()) {
    if (kept.has(runId) || !runs.has(runId)) continue;
    const origin = await originFromFolder(project, runId).catch((error: unknown) => {
      log.warn({ err: error, runId }, 'what this run learnt from cannot be read any more');
      return null;
    });
    if (origin !== null) project.origins.set(runId, origin);
  }
}

/** `null` where the folder of the run is gone. */
async function originFromFolder(project: ProjectStore, runId: RunId): Promise<RunOrigin | null> {
  const folder = project.runs.folder(runId);
  const text = await readFile(join(folder, 'dataset.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const config = project.runs.details(runId).config as BeginningSettings;
  // What a run began with was copied into its folder, under a name that says nothing of where it came from.
  const own = config.fromModel ?? config.weightsFile ?? null;
  const origin = originOf(project, config, v.parse(learntFrom, JSON.parse(text)));
  return own !== null && dirname(own) === folder ? { ...origin, parent: { kind: 'unknown' } } : origin;
}
