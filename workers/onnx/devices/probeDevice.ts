import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DeviceFinding } from '../../../app/contract/workerMessages.ts';
import { explainFailure } from './deviceNeeds.ts';
import { float32Tensor } from '../graph.ts';
import { inWebgpuForm } from '../webgpu/webgpuForm.ts';
import { GraphBuilder, type Value } from '../graphBuilder.ts';
import { writeModel } from '../file/modelFile.ts';
import { thisMachine } from './probedMachine.ts';

/**
 * `node probeDevice.ts <device> <works|fasterThanProcessor>`: runs a few convolutions on a graphics device, compares
 * them with the processor's, and prints one line of JSON, `{ works, faster, reason, fix }`. A crash means "no".
 */

interface ProbeSize {
  readonly side: number;
  readonly channels: number;
}
const small = { side: 48, channels: 8 };
const large = { side: 128, channels: 32 };
/** An emulation takes longer than this for the small test, and then minutes for the large one. */
const emulationMs = 100;
const emulationFix = 'Nothing is to be done: training takes the processor unless you choose this device.';

/** Six for the small test, where a convolution to eight is one of those that come out wrong if nothing is done. */
function inputChannels(channels: number): number {
  return (channels * 3) / 4;
}

function convolutions({ side, channels }: ProbeSize): Uint8Array {
  const builder = new GraphBuilder();
  const kernel = (inputs: number): Value => {
    const weights = Float32Array.from({ length: channels * inputs * 9 }, (_, i) => Math.sin(i * 12.9898) * 0.1);
    return builder.constant(float32Tensor([channels, inputs, 3, 3], weights));
  };
  const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  const image = builder.input('x', [1, inputChannels(channels), side, side]);
  let value = builder.add('Conv', [image, kernel(inputChannels(channels))], attributes);
  for (let layer = 1; layer < 6; layer++) {
    value = builder.add('Conv', [builder.add('Relu', [value]), kernel(channels)], attributes);
  }
  builder.output(builder.add('Relu', [value]));
  return writeModel(inWebgpuForm(builder.finish()));
}

interface Timing {
  /** The faster of two runs. */
  readonly ms: number;
  /** Of all values of the result. */
  readonly sum: number;
}

async function timeDevice(provider: string, size: ProbeSize): Promise<Timing> {
  const { side, channels } = size;
  const session = await InferenceSession.create(convolutions(size), {
    executionProviders: [provider],
    logSeverityLevel: 4,
  });
  const data = Float32Array.from({ length: inputChannels(channels) * side * side }, (_, i) => Math.cos(i * 0.37));
  const feeds = { x: new Tensor('float32', data, [1, inputChannels(channels), side, side]) };
  const output = session.outputNames[0] ?? '';
  let best = Infinity;
  let sum = 0;
  for (let run = 0; run < 2; run++) {
    const start = performance.now();
    const result = await session.run(feeds);
    best = Math.min(best, performance.now() - start);
    sum = (result[output]?.data as Float32Array).reduce((total, value) => total + value, 0);
  }
  return { ms: best, sum };
}

/** Of onnxruntime itself. */
function librariesFolder(): string {
  const home = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  return join(home, 'bin', 'napi-v6', process.platform, process.arch);
}

type Answer = Omit<DeviceFinding, 'device' | 'triedAt'>;

async function probe(device: string, mustBeFaster: boolean): Promise<Answer> {
  const processor = await timeDevice('cpu', small);
  const graphics = await timeDevice(device, small).catch((error: unknown) => error);
  if (graphics instanceof Error) {
    return {
      works: false,
      faster: null,
      ...(await explainFailure(thisMachine(), device, graphics.message, librariesFolder())),
    };
  }
  const { ms, sum } = graphics as Timing;
  if (Math.abs(sum - processor.sum) > 1e-3 * Math.abs(processor.sum)) {
    const fix = 'Install the newest driver of the graphics card; until then, work on another device.';
    return { works: false, faster: null, reason: 'It computes wrong results.', fix };
  }
  if (!mustBeFaster) return { works: true, faster: null, reason: 'It works.', fix: '' };
  if (ms > emulationMs) return slower(ms, processor.ms);
  const [graphicsMs, processorMs] = [(await timeDevice(device, large)).ms, (await timeDevice('cpu', large)).ms];
  if (graphicsMs > processorMs) return slower(graphicsMs, processorMs);
  const times = (processorMs / graphicsMs).toFixed(1);
  return { works: true, faster: true, reason: `It works, ${times} times as fast as the processor.`, fix: '' };
}

function slower(graphicsMs: number, processorMs: number): Answer {
  const speed = `${graphicsMs.toFixed(0)} ms for a test that takes the processor ${processorMs.toFixed(1)} ms`;
  return {
    works: true,
    faster: false,
    reason: `It works, but is slower than the processor: ${speed}.`,
    fix: emulationFix,
  };
}

const [device = '', demand] = process.argv.slice(2);
const answer = await probe(device, demand === 'fasterThanProcessor');
process.stdout.write(`\n${JSON.stringify(answer)}\n`);
