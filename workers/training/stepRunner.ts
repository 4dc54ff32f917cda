import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { AppError } from '../../app/contract/errors.ts';
import type { Device, DeviceTrial } from '../../app/contract/workerMessages.ts';
import { adamWScalars } from '../autodiff/adamW.ts';
import { writeModel } from '../onnx/modelFile.ts';
import { channelBlock } from '../onnx/channelBlock.ts';
import { chooseDevice, openSession } from '../onnx/session.ts';
import type { Batch } from './batchThread.ts';
import type { TrainingState } from './checkpoint.ts';
import {
  buildTrainingGraph,
  type TrainingGraphSettings,
  type trainingInputs,
  type trainingOutputs,
} from './trainingGraph.ts';

/** What a run decides; the machine decides the rest. */
type ChosenSettings = Omit<TrainingGraphSettings, 'device' | 'block'>;

/** Runs training steps on one device. */
export class StepRunner {
  readonly device: Device;
  readonly trials: readonly DeviceTrial[];
  readonly #session: InferenceSession;
  readonly #settings: TrainingGraphSettings;

  constructor(session: InferenceSession, settings: TrainingGraphSettings, trials: readonly DeviceTrial[]) {
    this.device = settings.device;
    this.trials = trials;
    this.#session = session;
    this.#settings = settings;
  }

  /** One step: replaces parameters and moments of `state`, counts it, and returns the loss before the update. */
  async run(batch: Batch, state: TrainingState, learningRate: number): Promise<number> {
    const { batchSize, patchSize, network } = this.#settings;
    const vector = (values: Float32Array): Tensor => new Tensor('float32', values, [values.length]);
    const scalar = (value: number): Tensor => new Tensor('float32', Float32Array.of(value), []);
    const scalars = adamWScalars(state.step + 1, learningRate);
    const feeds: Record<(typeof trainingInputs)[number], Tensor> = {
      image: new Tensor('float32', batch.image, [batchSize, network.channels, patchSize, patchSize]),
      target: new Tensor('float32', batch.target, [batchSize, 1, patchSize, patchSize]),
      parameters: vector(state.parameters),
      firstMoment: vector(state.firstMoment),
      secondMoment: vector(state.secondMoment),
      learningRate: scalar(scalars.learningRate),
      firstCorrection: scalar(scalars.firstCorrection),
      secondCorrection: scalar(scalars.secondCorrection),
    };
    const results = await this.#session.run(feeds).catch((cause: unknown) => {
      throw clearError(cause, this.#settings);
    });
    const output = (name: (typeof trainingOutputs)[number]): Float32Array => results[name]?.data as Float32Array;
    state.parameters = output('newParameters');
    state.firstMoment = output('newFirstMoment');
    state.secondMoment = output('newSecondMoment');
    state.step++;
    return output('loss')[0] ?? NaN;
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
    const session = await openSession(writeModel(buildTrainingGraph(complete)), { device, threads });
    return new StepRunner(session, complete, trials);
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

function clearError(cause: unknown, { batchSize, patchSize }: ChosenSettings): unknown {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (!/bad_alloc|allocat|out of memory|OOM/i.test(text)) return cause;
  const sentence =
    `There is not enough memory for ${batchSize} cut-outs of ${patchSize} pixels in one step: ` +
    'choose a smaller batch or smaller cut-outs.';
  return new AppError('TRAINING_FAILED', sentence, cause);
}
