import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { AppError } from '../../app/contract/errors.ts';
import type { Device, DeviceTrial } from '../../app/contract/workerMessages.ts';
import { writeModel } from '../onnx/modelFile.ts';
import { channelBlock } from '../onnx/channelBlock.ts';
import { chooseDevice, openSession } from '../onnx/session.ts';
import { composeOptimiser } from '../optimisers/composeOptimiser.ts';
import type { Optimiser } from '../optimisers/optimiser.ts';
import type { Batch } from './batchThread.ts';
import type { TrainingState } from './checkpoint.ts';
import { buildTrainingGraph, type TrainingGraph, type TrainingGraphSettings } from './trainingGraph.ts';

/** What a run decides; the machine decides the rest. */
type ChosenSettings = Omit<TrainingGraphSettings, 'device' | 'block'>;

/** Runs training steps on one device. */
export class StepRunner {
  readonly device: Device;
  readonly trials: readonly DeviceTrial[];
  readonly #session: InferenceSession;
  readonly #outputs: Omit<TrainingGraph, 'graph'>;
  readonly #settings: TrainingGraphSettings;
  readonly #optimiser: Optimiser;

  constructor(
    session: InferenceSession,
    outputs: Omit<TrainingGraph, 'graph'>,
    settings: TrainingGraphSettings,
    trials: readonly DeviceTrial[],
  ) {
    this.device = settings.device;
    this.trials = trials;
    this.#session = session;
    this.#outputs = outputs;
    this.#settings = settings;
    this.#optimiser = composeOptimiser(settings.optimiser);
  }

  /** One step: replaces what `state` holds of parameters and optimiser, counts it, returns the loss before the update. */
  async run(batch: Batch, state: TrainingState, learningRate: number): Promise<number> {
    const { batchSize, patchSize, network } = this.#settings;
    const vector = (values: Float32Array): Tensor => new Tensor('float32', values, [values.length]);
    const scalar = (value: number): Tensor => new Tensor('float32', Float32Array.of(value), []);
    const scalars = this.#optimiser.scalars(state.step + 1, learningRate);
    const feeds: Record<string, Tensor> = {
      image: new Tensor('float32', batch.image, [batchSize, network.channels, patchSize, patchSize]),
      target: new Tensor('float32', batch.target, [batchSize, 1, patchSize, patchSize]),
      parameters: vector(state.parameters),
      ...mapValues(state.optimiser, vector),
      ...mapValues(scalars, scalar),
    };
    const results = await this.#session.run(feeds).catch((cause: unknown) => {
      throw clearError(cause, this.#settings);
    });
    const output = (name: string): Float32Array => results[name]?.data as Float32Array;
    state.parameters = output(this.#outputs.parameters);
    state.optimiser = mapValues(this.#outputs.state, output);
    state.step++;
    return output(this.#outputs.loss)[0] ?? NaN;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** Opens the training graph on the wanted device; with `auto`, the processor takes over where a graphics device fails. */
export async function openStepRunner(
  settings: ChosenSettings,
  wanted: Device | 'auto',
  threads: number,
): Promise<StepRunner> {
  const open = async (device: Device, trials: readonly DeviceTrial[]): Promise<StepRunner> => {
    const complete = { ...settings, device, block: device === 'cpu' ? await channelBlock() : null };
    const { graph, ...outputs } = buildTrainingGraph(complete);
    const session = await openSession(writeModel(graph), { device, threads });
    return new StepRunner(session, outputs, complete, trials);
  };
  const { device, trials } = await chooseDevice(wanted);
  try {
    return await open(device, trials);
  } catch (cause) {
    if (wanted !== 'auto' || device === 'cpu') throw clearError(cause, settings);
    const reason = `It cannot run this network: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''}`;
    const refused = trials.map((trial) => (trial.device === device ? { device, usable: false, reason } : trial));
    return open('cpu', [...refused, ...(await chooseDevice('cpu')).trials]);
  }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function clearError(cause: unknown, { batchSize, patchSize }: ChosenSettings): unknown {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (!/bad_alloc|allocat|out of memory|OOM/i.test(text)) return cause;
  const sentence =
    `There is not enough memory for ${batchSize} cut-outs of ${patchSize} pixels in one step: ` +
    'choose a smaller batch or smaller cut-outs.';
  return new AppError('TRAINING_FAILED', sentence, cause);
}
