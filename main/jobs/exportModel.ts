import { constants } from 'node:fs';
import { access, copyFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../app/contract/errors.ts';
import type { Job, JobResult } from '../../app/contract/jobs.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import type { ExportedCard, ExportForm, FormReport } from '../../app/deployment/exportedModel.ts';
import { exportReadme } from '../../app/deployment/exportReadme.ts';
import { convertInWorker } from '../deployment/convertedModel.ts';
import { discardPrepared, makePreparedFolder } from '../deployment/preparedExports.ts';
import { measureLatency } from '../engines/measureLatency.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { readModelCard } from '../training/registerModel.ts';
import { comparedImages } from './compareModels.ts';
import { evaluateModel } from './evaluate.ts';
import type { JobProgress } from './jobBoard.ts';

/** Images that are enough to see how large numbers become, and how good a form is. */
const mostMeasured = 32;
const mostScored = 60;
const timing = { seconds: 2, timeoutMs: 120_000 };

/**
 * Makes an export of a model in a folder of the project's cache, with its card, a README and programs that run it, and
 * measures how good and how fast it is beside the model as it was. The person then keeps it, or not. Throws JOB_RUNNING
 * beside another one.
 */
export function startExportModelJob(
  context: HostContext,
  project: ProjectStore,
  model: ModelSummary,
  form: ExportForm,
): Job {
  if (context.jobs.list().some((job) => job.kind === 'exportModel' && job.finishedAt === null)) {
    throw new AppError('JOB_RUNNING', 'Another export of a model is being made; wait for it, or cancel it.');
  }
  const scored = spread(comparedImages(project), mostScored);
  const measured = form === 'float32' ? [] : spread(measuredImages(project), mostMeasured);
  const evaluations = form === 'float32' ? 1 : 2;
  return context.jobs.start({
    kind: 'exportModel',
    title: { kind: 'exportModel', model: model.name, form },
    unit: 'images',
    total: measured.length + scored.length * evaluations,
    work: async (progress) => {
      const folder = await makePreparedFolder(project, progress.jobId);
      const release = context.modelReaders.hold(model.folder);
      try {
        return await prepare({ context, project, model, form, folder, measured, scored, progress });
      } catch (error) {
        await discardPrepared(project, progress.jobId);
        throw error;
      } finally {
        release();
      }
    },
  });
}

interface Preparation {
  readonly context: HostContext;
  readonly project: ProjectStore;
  readonly model: ModelSummary;
  readonly form: ExportForm;
  readonly folder: string;
  readonly measured: readonly ImageSummary[];
  readonly scored: readonly ImageSummary[];
  readonly progress: JobProgress;
}

async function prepare(order: Preparation): Promise<Extract<JobResult, { kind: 'exportModel' }>> {
  const { project, model, form, folder, progress } = order;
  const source = join(model.folder, 'model.onnx');
  await access(source, constants.R_OK).catch((cause: unknown) => {
    throw new AppError('NO_MODEL', `The model "${model.name}" has lost its file "${source}".`, cause);
  });
  const card = await readModelCard(model.folder);
  const converted = await convert(order, join(folder, 'model.onnx'), source);
  // So that the folder can be read as a model while it is scored.
  await writeFile(join(folder, 'card.json'), JSON.stringify(card));
  const report: FormReport = {
    form,
    float32ByteSize: (await stat(source)).size,
    byteSize: (await stat(join(folder, 'model.onnx'))).size,
    score: await scoreForms(order),
    processor: await timeForms(order),
    ...converted,
  };
  const exported: ExportedCard = { ...card, bitDepth: bitDepthOf(project), export: report };
  await writeFile(join(folder, 'card.json'), `${JSON.stringify(exported, null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), exportReadme(model.name, exported));
  progress.signal.throwIfAborted();
  return { kind: 'exportModel', exportId: progress.jobId, modelId: model.id, report };
}

async function convert(
  { context, project, model, form, measured, progress }: Preparation,
  file: string,
  source: string,
): Promise<Pick<FormReport, 'agreement' | 'measuredImages' | 'notes'>> {
  if (form === 'float32') {
    await copyFile(source, file);
    return { agreement: null, measuredImages: 0, notes: [] };
  }
  const images = measured.map((image) => project.images.absolutePath(image));
  const order = { modelFolder: model.folder, form, images, file };
  const { agreement, measuredImages, notes } = await convertInWorker(context.log, order, progress.signal, (done) => {
    progress.update({ done, detail: measured[done]?.name ?? '' });
  });
  return { agreement, measuredImages, notes };
}

/** Both on the processor: other devices may round differently. `null` where there are no held-out images. */
async function scoreForms(order: Preparation): Promise<FormReport['score']> {
  const { context, project, model, form, folder, measured, scored, progress } = order;
  if (scored.length === 0) return null;
  const scoreOf = async (modelFolder: string, before: number) => {
    const onImage = (done: number, detail: string): void => progress.update({ done: before + done, detail });
    const options = { signal: progress.signal, onImage, device: 'cpu' } as const;
    const report = await evaluateModel(context, project, { ...model, folder: modelFolder }, scored, options);
    return { dice: report.meanDice, objects: report.instances.accuracy };
  };
  const own = await scoreOf(folder, measured.length);
  const float32 = form === 'float32' ? own : await scoreOf(model.folder, measured.length + scored.length);
  return { images: scored.length, float32Dice: float32.dice, float32Objects: float32.objects, ...own };
}

async function timeForms({ model, form, folder, progress }: Preparation): Promise<FormReport['processor']> {
  progress.update({ detail: '' });
  const time = (modelFolder: string) => measureLatency(modelFolder, 'cpu', timing, progress.signal, () => undefined);
  const own = await time(folder);
  const before = form === 'float32' ? own : await time(model.folder);
  if (own.kind === 'failed' || before.kind === 'failed') return null;
  return { tileSide: own.tileSide, float32Ms: before.msPerTile, ms: own.msPerTile };
}

/** Those to train on, where there are any: a score on held-out ones must not know them. */
function measuredImages(project: ProjectStore): readonly ImageSummary[] {
  const images = project.images.list();
  const train = images.filter(({ split }) => split === 'train');
  return train.length > 0 ? train : images;
}

function bitDepthOf(project: ProjectStore): 8 | 16 {
  return measuredImages(project).some(({ bitDepth }) => bitDepth === 16) ? 16 : 8;
}

/** At most `count` of the items, from all along the list. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}
