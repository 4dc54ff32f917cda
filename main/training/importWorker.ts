import type { Logger } from 'pino';
import {
  importReply,
  type ImportedModel,
  type ImportReply,
  type ImportRequest,
} from '../../app/contract/importMessages.ts';
import { imageChannels } from '../../app/training/imageChannels.ts';
import { projectOutputs } from '../../app/training/separation.ts';
import type { TrainConfig } from '../../app/training/trainConfig.ts';
import { createRequestWorker, type Answer, type RequestBody } from '../processes/requestWorker.ts';
import { workerEntry } from '../processes/workerEntry.ts';
import type { TrainingSet } from './trainingSet.ts';

/** What a training by this configuration would make of the model that it names; throws why it cannot. */
export async function inspectImport(
  log: Logger,
  config: TrainConfig,
  { images, labels }: TrainingSet,
): Promise<ImportedModel> {
  const project = { channels: imageChannels(images), ...projectOutputs(config.separation, labels.length) };
  const reply = await ask(log, { kind: 'inspect', config: { ...config }, project });
  if (reply.kind !== 'inspected') throw new Error(`The import worker answered ${reply.kind} to inspect`);
  return reply.model;
}

/** Copies the files that a training begins with into its folder; the configuration then names the copies. */
export async function copyImport(log: Logger, config: TrainConfig, folder: string): Promise<TrainConfig> {
  const reply = await ask(log, { kind: 'copy', config: { ...config }, folder });
  if (reply.kind !== 'copied') throw new Error(`The import worker answered ${reply.kind} to copy`);
  const { fromModel, weightsFile } = reply;
  return { ...config, fromModel, weightsFile };
}

/** One request in a process of its own, which goes with it. */
async function ask(log: Logger, request: RequestBody<ImportRequest>): Promise<Answer<ImportReply>> {
  const worker = createRequestWorker<ImportRequest, ImportReply>({
    name: 'import-worker',
    entry: workerEntry('imported'),
    log,
    reply: importReply,
  });
  try {
    return await worker.request(request);
  } finally {
    await worker.close();
  }
}
