import { AppError } from '../../app/contract/errors.ts';
import type { ImageSize } from '../../app/geometry/imageSize.ts';
import type { TrainingMessage } from '../../app/contract/workerMessages.ts';
import { diverged } from '../../app/training/runFailure.ts';
import { smallestAreas } from '../../app/training/smallestAreas.ts';
import { learningRateAt, scheduleOf } from '../../app/training/schedule.ts';
import type { NetworkWeights } from '../architectures/trainableNetwork.ts';
import { evaluateNetwork, type TruthImage } from '../inference/evaluateNetwork.ts';
import type { DecodedImage } from '../images/decodePixels.ts';
import { defaultContrast, groupObjects } from '../inference/grouping/groupObjects.ts';
import { keepTile, type Segmentation } from '../inference/segmentation.ts';
import type { SemanticNetwork } from '../inference/segmenter.ts';
import { parametersToUse } from '../optimisers/weightAverage.ts';
import { hasOnlyNumbers, saveCheckpoint, type BestModel } from './checkpoint.ts';
import { openForward } from './openForward.ts';
import { writePreview } from './preview.ts';
import { isValidationDue, progressOf } from './progress.ts';
import { runError } from './runError.ts';
import { stepInParts } from './stepInParts.ts';
import { isThawDue, thaw } from './thaw.ts';
import type { TrainingRun } from './trainingRun.ts';
import { writeResult } from './writeResult.ts';

export function stoppedBeforeStart(): AppError {
  return new AppError('CANCELLED', 'Training was stopped before its first step, so there is no new model.');
}

/** What decides which weights are the best: objects where they are told apart, pixels elsewhere. 0-1. */
function decisive({ dice, objects }: Pick<BestModel, 'dice' | 'objects'>): number {
  return objects?.mean ?? dice;
}

type Finished = Extract<TrainingMessage, { kind: 'finished' }>;

/** Takes a run from its state to its end; everything that a step does not do itself hangs on it as a method. */
export class Trainer {
  readonly #run: TrainingRun;
  readonly #send: (message: TrainingMessage) => Promise<void>;
  readonly #isStopRequested: () => boolean;
  readonly #elapsedBefore: number;
  readonly #startedAt = performance.now();
  #lastCheckpointAt = performance.now();
  #lastValidation = { endedAt: performance.now(), durationMs: 0 };

  constructor(run: TrainingRun, send: (message: TrainingMessage) => Promise<void>, isStopRequested: () => boolean) {
    this.#run = run;
    this.#send = send;
    this.#isStopRequested = isStopRequested;
    this.#elapsedBefore = run.state.elapsedMs;
  }

  /** Throws `RunInterruption` or `DISK_FULL` where the run can go on from its last checkpoint. */
  async train(): Promise<void> {
    await this.#announce();
    let reason = this.#reasonToEnd();
    while (reason === null) {
      await this.#doing(`in step ${this.#run.state.step + 1}`, () => this.#step());
      if (this.#isValidationDue()) await this.#validate();
      if (this.#isCheckpointDue()) await this.#checkpoint();
      reason = this.#reasonToEnd();
    }
    await this.#finish(reason);
  }

  /** Gives what goes wrong its words, with the step. */
  async #doing(when: string, work: () => Promise<void>): Promise<void> {
    const { context, engine } = this.#run;
    try {
      await work();
    } catch (cause) {
      throw runError(cause, when, engine.device, context.config);
    }
  }

  async #announce(): Promise<void> {
    const { context, state, engine, trainImages, validation } = this.#run;
    await this.#send({
      kind: 'started',
      device: engine.device,
      trials: [...engine.trials],
      parameterCount: state.weights.parameters.length,
      steps: context.config.steps,
      firstStep: state.step,
      trainImages,
      validationImages: validation.length,
    });
    for (const notice of this.#run.notices) await this.#send({ kind: 'notice', notice });
  }

  async #step(): Promise<void> {
    const { context, state, batches } = this.#run;
    const { config } = context;
    const before = progressOf(config, state.step, this.#elapsedMs());
    if (isThawDue(this.#run, before.share)) await this.#thaw();
    const learningRate = learningRateAt(scheduleOf(config), state.step, before.share);

    const askedAt = performance.now();
    const batch = await batches.next(state.step);
    const startedAt = performance.now();
    const loss = await stepInParts(this.#run.engine, config.batchParts, batch, state, learningRate);
    const endedAt = performance.now();
    if (!Number.isFinite(loss)) throw diverged('loss', state.step, config);
    const { share: progress, secondsLeft } = progressOf(config, state.step, this.#elapsedMs());
    const [stepMs, dataWaitMs] = [endedAt - startedAt, startedAt - askedAt];
    await this.#record({
      kind: 'step',
      step: state.step,
      loss,
      learningRate,
      stepMs,
      dataWaitMs,
      progress,
      secondsLeft,
    });
  }

  async #thaw(): Promise<void> {
    await thaw(this.#run);
    await this.#send({ kind: 'notice', notice: { kind: 'thawed', step: this.#run.state.step + 1 } });
  }

  #isValidationDue(): boolean {
    const { endedAt, durationMs } = this.#lastValidation;
    return isValidationDue(this.#run.context.config, this.#run.state.step, performance.now() - endedAt, durationMs);
  }

  async #validate(): Promise<void> {
    this.#requireNumbers();
    await this.#doing(`after step ${this.#run.state.step}`, () => this.#score());
  }

  /** A loss may still be a number in the step that makes weights none; such weights are neither kept nor shown. */
  #requireNumbers(): void {
    const { context, state } = this.#run;
    if (!hasOnlyNumbers(state)) throw diverged('weights', state.step, context.config);
  }

  /** Scores the weights on the validation images, keeps them where they are the best so far, and shows an image. */
  async #score(): Promise<void> {
    const { context, state, engine, validation } = this.#run;
    const startedAt = performance.now();
    const network = await openForward(context, this.#weights(), engine.device);
    try {
      if (validation.length > 0) {
        const { dataset, config } = context;
        const truths = this.#truths();
        const stopped = this.#isStopRequested;
        const score = await evaluateNetwork(network, truths, smallestAreas(dataset), config.separation, stopped);
        if (score === null) return;
        const best = state.best === null || decisive(score) > decisive(state.best);
        state.validationsWithoutGain = best ? 0 : state.validationsWithoutGain + 1;
        const { dicePerLabel, dice, objects, loss } = score;
        if (best) await this.#keepBest({ step: state.step, dice, dicePerLabel, objects, weights: this.#weights() });
        const named = context.dataset.labels.map(({ id }, index) => [id, dicePerLabel[index] ?? null] as const);
        await this.#record({
          kind: 'validation',
          step: state.step,
          loss,
          dice,
          dicePerLabel: Object.fromEntries(named),
          ...(objects === null ? {} : { objects: { mean: objects.mean, atHalf: objects.atHalf } }),
          best,
        });
      }
      state.validatedStep = state.step;
      await this.#showPredictions(network);
    } finally {
      await network.release();
      const endedAt = performance.now();
      this.#lastValidation = { endedAt, durationMs: endedAt - startedAt };
    }
  }

  /** What is validated, shown and exported. */
  #weights(): NetworkWeights {
    const { weights, optimiser } = this.#run.state;
    return { ...weights, parameters: parametersToUse(weights.parameters, optimiser) };
  }

  async *#truths(): AsyncGenerator<TruthImage> {
    for (const index of this.#run.validation.keys()) yield await this.#run.validationCache.get(index);
  }

  async #showPredictions(network: SemanticNetwork): Promise<void> {
    const { context, state, shown } = this.#run;
    for (const { image, cache, index } of shown) {
      const { pixels } = await cache.get(index);
      const segmentation = await this.#predict(network, pixels);
      if (segmentation === null) return;
      const name = `${state.step}-${image.id}`;
      const objectMap = this.#objectMap(segmentation, pixels);
      const picture = { pixels, classMap: segmentation.classMap, objectMap };
      const file = await writePreview(context.runFolder, name, picture, context.dataset.labels);
      await this.#send({ kind: 'preview', step: state.step, imageId: image.id, file });
    }
  }

  /** `null` where a stop comes in between: a large image takes longer than a person waits. */
  async #predict(network: SemanticNetwork, pixels: DecodedImage): Promise<Segmentation | null> {
    const result = network.empty(pixels);
    for await (const tile of network.run(pixels)) {
      if (this.#isStopRequested()) return null;
      keepTile(tile, pixels.width, result);
    }
    return result;
  }

  /** `null` where touching objects are not told apart. */
  #objectMap(segmentation: Segmentation, size: ImageSize): Uint32Array | null {
    const { separation } = this.#run.context.config;
    if (separation === 'components') return null;
    const leastContrast = this.#run.state.best?.objects?.leastContrast ?? defaultContrast;
    return groupObjects(segmentation, size, { separation, leastContrast });
  }

  async #keepBest(best: BestModel): Promise<void> {
    const { context, state } = this.#run;
    state.best = best;
    await writeResult(context, best, state.step);
  }

  #isCheckpointDue(): boolean {
    return performance.now() - this.#lastCheckpointAt >= this.#run.context.config.checkpointEverySeconds * 1000;
  }

  async #checkpoint(): Promise<void> {
    this.#requireNumbers();
    const { context, state } = this.#run;
    state.elapsedMs = this.#elapsedMs();
    const file = await saveCheckpoint(context.runFolder, state);
    this.#lastCheckpointAt = performance.now();
    await this.#send({ kind: 'checkpoint', step: state.step, file });
  }

  #reasonToEnd(): Finished['reason'] | null {
    const { context, state } = this.#run;
    if (this.#isStopRequested()) return 'stopped';
    if (state.validationsWithoutGain >= context.config.patience) return 'converged';
    return progressOf(context.config, state.step, this.#elapsedMs()).ended;
  }

  /** The best model wins; without validation images, or before the first validation, that is the last one. */
  async #finish(reason: Finished['reason']): Promise<void> {
    const { context, state, validation } = this.#run;
    if (state.step === 0) throw stoppedBeforeStart();
    if (reason !== 'stopped' && state.validatedStep !== state.step) await this.#validate();
    if (state.best === null || validation.length === 0) {
      this.#requireNumbers();
      const dicePerLabel = context.dataset.labels.map(() => null);
      await this.#keepBest({ step: state.step, dice: 0, dicePerLabel, objects: null, weights: this.#weights() });
      process.stderr.write('training: no validation image was scored, so the last weights are the result\n');
    } else {
      await writeResult(context, state.best, state.step);
    }
    // A run that is stopped as its weights go astray still has its best model.
    if (hasOnlyNumbers(state)) await this.#checkpoint();
    const { step: bestStep = 0, dice: bestDice = 0 } = state.best ?? {};
    const durationMs = this.#elapsedMs();
    await this.#record({ kind: 'finished', reason, steps: state.step, bestStep, bestDice, durationMs });
  }

  async #record(message: TrainingMessage): Promise<void> {
    this.#run.metrics.append(message);
    await this.#send(message);
  }

  #elapsedMs(): number {
    return this.#elapsedBefore + performance.now() - this.#startedAt;
  }
}
