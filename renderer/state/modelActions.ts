import type { ModelSummary } from '../../app/contract/views.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf } from './host.ts';
import { jobs } from './jobs.svelte.ts';
import { models } from './models.svelte.ts';
import { notices } from './notices.svelte.ts';
import { picker } from './picker.svelte.ts';
import { asFolderName } from './paths.ts';

export type EvaluationSplit = 'val' | 'test' | 'all';

async function attempt(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    notices.show('error', messageOf(error));
  }
}

/** Pre-annotation and the next training use this model from now on. */
export function applyModel(model: ModelSummary): Promise<void> {
  return attempt(async () => {
    await host.models.use({ modelId: model.id });
    await models.refresh();
  });
}

export function removeModel(model: ModelSummary): Promise<void> {
  return attempt(async () => {
    await host.models.remove({ modelId: model.id });
    await models.refresh();
  });
}

export function evaluateModel(model: ModelSummary, split: EvaluationSplit): Promise<void> {
  return attempt(async () => jobs.add(await host.models.evaluate({ modelId: model.id, split })));
}

/** Asks for a folder and copies the model and its card there. */
export async function exportModel(model: ModelSummary): Promise<void> {
  const { exportTitle, exportConfirm, exported } = messages.models;
  const newFolderName = asFolderName(`${model.name} onnx`);
  const folder = await picker.pickOne({ title: exportTitle, want: 'folder', newFolderName, confirm: exportConfirm });
  if (folder === null) return;
  await attempt(async () => {
    const answer = await host.export.model({ modelId: model.id, folder });
    notices.show('success', exported(answer.folder));
  });
}
