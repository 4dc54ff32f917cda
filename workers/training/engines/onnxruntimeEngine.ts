import { Tensor, type InferenceSession } from 'onnxruntime-node';
import type { DeviceTrial, SessionDevice } from '../../../app/contract/workerMessages.ts';
import { channelBlock } from '../../onnx/blocked/channelBlock.ts';
import { writeModel } from '../../onnx/file/modelFile.ts';
import { openSession } from '../../onnx/session.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import type { Optimiser } from '../../optimisers/optimiser.ts';
import type { Batch } from '../data/batchThread.ts';
import { keptChannels } from './channelDropout.ts';
import { KernelOrder } from './kernelOrder.ts';
import type { StepSettings, StepState, TrainingEngine } from './trainingEngine.ts';
import { buildTrainingGraph, hasHeld, heldName, type TrainingGraph } from './trainingGraph.ts';

/** Runs training steps as one graph on one device of onnxruntime. */
class OnnxruntimeEngine implements TrainingEngine {
  readonly device: SessionDevice;
  readonly trials: readonly DeviceTrial[];
  readonly #session: InferenceSession;
  readonly #outputs: Omit<TrainingGraph, 'graph'>;
  readonly #settings: StepSettings;
  readonly #optimiser: Optimiser;
  readonly #order: KernelOrder;

  constructor(
    session: InferenceSession,
    outputs: Omit<TrainingGraph, 'graph'>,
    settings: StepSettings,
    order: KernelOrder,
    device: SessionDevice,
    trials: readonly DeviceTrial[],
  ) {
    this.device = device;
    this.trials = trials;
    this.#session = session;
    this.#outputs = outputs;
    this.#settings = settings;
    this.#optimiser = composeOptimiser(settings.optimiser);
    this.#order = order;
  }

  async run(batch: Batch, state: StepState, learningRate: number): Promise<number> {
    const { batchSize, patchSize, network } = this.#settings;
    const vector = (values: Float32Array): Tensor => new Tensor('float32', values, [values.length]);
    const scalar = (value: number): Tensor => new Tensor('float32', Float32Array.of(value), []);
    const { buffers } = state.weights;
    const { parameters } = this.#order.keep(state.weights, ['parameters']);
    const feeds: Record<string, Tensor> = {
      image: new Tensor('float32', batch.image, [batchSize, network.channels, patchSize, patchSize]),
      target: new Tensor('float32', batch.target, [batchSize, 1 + network.maps.length, patchSize, patchSize]),
      parameters: vector(parameters),
      ...(hasHeld(this.#settings) ? { [heldName]: vector(parameters) } : {}),
      ...(buffers.length === 0 ? {} : { buffers: vector(buffers) }),
      ...mapValues(this.#order.keep(state.optimiser, Object.keys(state.optimiser)), vector),
      ...mapValues(this.#optimiser.scalars(state.step + 1, learningRate), scalar),
      ...mapValues(keptChannels(this.#settings, this.#outputs.masks, state.step), (values) => {
        return new Tensor('float32', values, [batchSize, values.length / batchSize, 1, 1]);
      }),
    };
    const results = await this.#session.run(feeds);
    const output = (name: string): Float32Array => results[name]?.data as Float32Array;
    const names = this.#outputs;
    for (const replaced of [state.weights, state.optimiser]) this.#order.release(replaced);
    state.weights = Object.assign(this.#order.show({ parameters: output(names.parameters) }), {
      buffers: names.buffers === null ? buffers : output(names.buffers),
    });
    state.optimiser = this.#order.show(mapValues(names.state, output));
    state.step++;
    return output(names.loss)[0] ?? NaN;
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** Opens the training graph on a device that works. */
export async function openOnnxruntimeEngine(
  settings: StepSettings,
  device: SessionDevice,
  threads: number,
  trials: readonly DeviceTrial[] = [],
): Promise<TrainingEngine> {
  const block = device === 'cpu' ? await channelBlock() : null;
  const { graph, ...outputs } = buildTrainingGraph({ ...settings, device, block });
  const session = await openSession(writeModel(graph), { device, threads });
  const order = new KernelOrder(block === null ? [] : settings.network.parameters);
  return new OnnxruntimeEngine(session, outputs, settings, order, device, trials);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
