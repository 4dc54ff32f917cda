import type { ComparedSet, ScoredSet } from '../../app/contract/modelViews.ts';
import type { ModelSummary } from '../../app/contract/views.ts';
import { formatBytes, formatCount } from '../messages/format.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf } from './host.ts';
import { jobs } from './jobs.svelte.ts';
import { models } from './models.svelte.ts';
import { notices } from './notices.svelte.ts';

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
    const { previousId, suggestions } = await host.models.use({ modelId: model.id });
    await models.refresh();
    const words = messages.modelsPage.use;
    const count = suggestions.reduce((sum, other) => sum + other.count, 0);
    const names = suggestions.map(({ modelId }) => models.get(modelId)?.name ?? modelId).join(', ');
    const staying =
      count === 0 ? '' : ` ${words.staying(messages.jobs.results.suggestions(count, formatCount(count)), names)}`;
    const previous = previousId === null || previousId === model.id ? null : models.get(previousId);
    const undo = previous && { title: words.undo, perform: () => void applyModel(previous) };
    notices.show('success', `${words.done(model.name)}${staying}`, undo);
  });
}

export function removeModel(model: ModelSummary): Promise<void> {
  return attempt(async () => {
    const { bytes } = await host.models.remove({ modelId: model.id });
    await models.refresh();
    notices.show('success', messages.modelsPage.removal.done(model.name, formatBytes(bytes)));
  });
}

export function describeModel(model: ModelSummary, change: { name?: string; note?: string }): Promise<void> {
  return attempt(async () => {
    await host.models.describe({ modelId: model.id, ...change });
    await models.refresh();
  });
}

export function evaluateModel(model: ModelSummary, split: EvaluationSplit): Promise<void> {
  return attempt(async () => jobs.add(await host.models.evaluate({ modelId: model.id, split })));
}

/** Scores models on the same images. */
export function scoreModels(modelIds: readonly string[], set: ScoredSet): Promise<void> {
  return attempt(async () => jobs.add(await host.models.score({ modelIds: [...modelIds], set })));
}

/** Looks for what changes between two models. */
export function findDifferences(firstId: string, secondId: string, set: ComparedSet): Promise<void> {
  return attempt(async () => jobs.add(await host.models.flicker({ modelIds: [firstId, secondId], set })));
}

/** Trains on growing parts of what is labelled. */
export function measureCurve(order: { readonly minutes: number; readonly repeats: number }): Promise<void> {
  return attempt(async () => jobs.add(await host.models.measureCurve(order)));
}
