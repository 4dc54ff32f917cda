import type { TrainingRun } from './trainingRun.ts';

/** Whether weights that were frozen learn from the next step on, at `share` of the run, 0-1. */
export function isThawDue({ context, state }: Pick<TrainingRun, 'context' | 'state'>, share: number): boolean {
  const isFrozen = (context.network.held ?? []).length > 0 && !state.isThawed;
  return isFrozen && context.config.thawShare < 1 && share >= context.config.thawShare;
}

/**
 * Lets all weights learn, by a step that is built anew. What the optimiser remembers of those that were frozen is zero, as
 * at the start of a run; the rest of its memory goes on.
 */
export async function thaw(run: TrainingRun): Promise<void> {
  const { state, engine } = run;
  // What an engine gave may be in its own order, and goes with it.
  state.weights = { parameters: state.weights.parameters, buffers: state.weights.buffers };
  state.optimiser = { ...state.optimiser };
  state.isThawed = true;
  await engine.release();
  run.engine = await run.reopen(engine.device);
}
