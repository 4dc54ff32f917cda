import type { Tensor } from '@tensorflow/tfjs-core';
import type { DeviceTrial } from '../../../app/contract/workerMessages.ts';
import { GraphBuilder, type Value } from '../../onnx/graphBuilder.ts';
import { composeOptimiser } from '../../optimisers/composeOptimiser.ts';
import type { Optimiser, Updated } from '../../optimisers/optimiser.ts';
import type { Batch } from '../data/batchThread.ts';
import { keptChannels } from './channelDropout.ts';
import { differentiate } from './tfjsGradients.ts';
import { TfjsGraph } from './tfjsGraph.ts';
import type { Tfjs } from './tfjsOperator.ts';
import type { StepSettings, StepState, TrainingEngine } from './trainingEngine.ts';
import { addForwardPass, addUpdate, hasHeld, heldName, type ForwardPass } from './trainingGraph.ts';

const gradientName = 'gradient';

/**
 * Runs training steps by tfjs: the same forward pass and loss as on onnxruntime, tfjs's own gradients, and the same
 * optimiser, whose update is a graph too. Between two steps the state is plain arrays, which either engine goes on from.
 */
export class TfjsEngine implements TrainingEngine {
  readonly device = 'tfjs';
  readonly trials: readonly DeviceTrial[];
  readonly #tf: Tfjs;
  readonly #settings: StepSettings;
  readonly #optimiser: Optimiser;
  readonly #forward: TfjsGraph;
  readonly #pass: ForwardPass;
  readonly #update: TfjsGraph;
  readonly #updated: Updated;

  /** Throws `DEVICE_UNAVAILABLE` where the network has an operator that tfjs cannot express. */
  constructor(tf: Tfjs, settings: StepSettings, trials: readonly DeviceTrial[]) {
    this.trials = trials;
    this.#tf = tf;
    this.#settings = settings;
    this.#optimiser = composeOptimiser(settings.optimiser);
    const forward = new GraphBuilder();
    this.#pass = addForwardPass(forward, settings, this.device);
    this.#forward = new TfjsGraph(tf, forward.finish());
    const update = new GraphBuilder();
    const shape = forward.shape(this.#pass.parameters);
    const [parameters, gradient] = [this.#pass.parameters, gradientName].map((name) => update.input(name, shape));
    this.#updated = addUpdate(update, settings, parameters ?? '', gradient ?? '');
    this.#update = new TfjsGraph(tf, update.finish());
  }

  async run(batch: Batch, state: StepState, learningRate: number): Promise<number> {
    const { loss, weights, optimiser } = this.#tf.tidy(() => this.#step(batch, state, learningRate));
    const [value = NaN] = await loss.data();
    loss.dispose();
    Object.assign(state, { weights, optimiser, step: state.step + 1 });
    return value;
  }

  release(): Promise<void> {
    this.#forward.release();
    this.#update.release();
    return Promise.resolve();
  }

  #step(batch: Batch, state: StepState, learningRate: number) {
    const { batchSize, patchSize, network } = this.#settings;
    const { parameters, buffers: bufferValues } = state.weights;
    const weights = this.#vectors({
      parameters,
      ...(hasHeld(this.#settings) ? { [heldName]: parameters } : {}),
      ...(bufferValues.length === 0 ? {} : { buffers: bufferValues }),
    });
    const inputs = new Map<Value, Tensor>([
      ...weights,
      ['image', this.#tf.tensor(batch.image, [batchSize, network.channels, patchSize, patchSize])] as const,
      ['target', this.#tf.tensor(batch.target, [batchSize, 1 + network.maps.length, patchSize, patchSize])] as const,
    ]);
    const pass = this.#pass;
    for (const [name, values] of Object.entries(keptChannels(this.#settings, pass.masks, state.step))) {
      inputs.set(name, this.#tf.tensor(values, [batchSize, values.length / batchSize, 1, 1]));
    }
    const wantedBuffers = pass.buffers === null ? [] : [pass.buffers];
    const found = differentiate(this.#tf, this.#forward, inputs, pass.loss, [pass.parameters], wantedBuffers);

    const scalars = this.#optimiser.scalars(state.step + 1, learningRate);
    const names = Object.keys(this.#updated.state);
    const updated = this.#update.run(
      new Map<Value, Tensor>([
        [pass.parameters, weights.get('parameters') as Tensor],
        [gradientName, found.gradients[0] as Tensor],
        ...this.#vectors(state.optimiser),
        ...Object.entries(scalars).map(([name, value]) => [name, this.#tf.scalar(value)] as const),
      ]),
      [this.#updated.parameters, ...names.map((name) => this.#updated.state[name] ?? '')],
    );
    const numbers = (tensor: Tensor | undefined): Float32Array => Float32Array.from(tensor?.dataSync() ?? []);
    const [nextBuffers] = found.outputs;
    const buffers = nextBuffers === undefined ? bufferValues : numbers(nextBuffers);
    // Kept over the end of the gradient's own scope, and not longer.
    nextBuffers?.dispose();
    return {
      loss: found.loss,
      weights: { parameters: numbers(updated[0]), buffers },
      optimiser: Object.fromEntries(names.map((name, i) => [name, numbers(updated[i + 1])])),
    };
  }

  #vectors(values: Readonly<Record<string, Float32Array>>): Map<Value, Tensor> {
    return new Map(Object.entries(values).map(([name, vector]) => [name, this.#tf.tensor1d(vector)]));
  }
}
