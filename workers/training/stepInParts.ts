import type { Batch } from './data/batchThread.ts';
import type { TrainingEngine, StepState } from './engines/trainingEngine.ts';

/**
 * One step whose cut-outs go through the engine in `parts` portions, one after another, as the memory allows. The engine
 * averages their gradients and updates with the last one, so that steps, updates and what is learnt from stay the same.
 * Returns the mean loss. A step that fails leaves `state` with its step not counted, to be dropped.
 */
export async function stepInParts(
  engine: Pick<TrainingEngine, 'run'>,
  parts: number,
  batch: Batch,
  state: StepState,
  learningRate: number,
): Promise<number> {
  const { step } = state;
  let loss = 0;
  for (let part = 0; part < parts; part++) {
    const portion = { step, image: portionOf(batch.image, part, parts), target: portionOf(batch.target, part, parts) };
    // The engine counts portions: by them it knows the end of a round, and draws what a step leaves out.
    const within = { weights: state.weights, optimiser: state.optimiser, step: step * parts + part };
    loss += (await engine.run(portion, within, learningRate)) / parts;
    state.weights = within.weights;
    state.optimiser = within.optimiser;
  }
  state.step = step + 1;
  return loss;
}

function portionOf(values: Float32Array<ArrayBufferLike>, part: number, parts: number) {
  const length = values.length / parts;
  return values.subarray(part * length, (part + 1) * length);
}
