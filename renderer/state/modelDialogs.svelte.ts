import type { ModelSummary } from '../../app/contract/views.ts';

/** What the models page asks about a model, opened by a button or by its key. */
class ModelDialogs {
  removing = $state.raw<ModelSummary | null>(null);
  describing = $state.raw<ModelSummary | null>(null);
}

export const modelDialogs = new ModelDialogs();
