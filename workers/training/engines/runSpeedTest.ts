import { defaultTrainConfig } from '../../../app/training/trainConfig.ts';
import type { Device } from '../../../app/contract/workerMessages.ts';
import { causeOfFailure } from '../../../app/training/runFailure.ts';
import { loadTfjs } from './loadTfjs.ts';
import { openOnnxruntimeEngine } from './onnxruntimeEngine.ts';
import { measureSpeed, speedTestSettings, type MeasuredSpeed, type SpeedTestSize } from './speedTest.ts';
import { TfjsEngine } from './tfjsEngine.ts';
import type { StepSettings, TrainingEngine } from './trainingEngine.ts';

/**
 * `node runSpeedTest.ts <device> <seconds> [<SpeedTestSize as JSON>]`: how fast a device trains, as lines of JSON: the
 * seconds that have passed, `{ seconds }`, and at last `{ stepsPerSecond, cutOutsPerSecond }` or `{ reason }`. In a process
 * of its own, because a broken driver ends the one that loads it.
 */

async function openEngine(device: Device, settings: StepSettings): Promise<TrainingEngine> {
  if (device !== 'tfjs') return openOnnxruntimeEngine(settings, device, 0);
  return new TfjsEngine(await loadTfjs(process.env.MASKWRIGHT_TFJS ?? ''), settings, []);
}

async function run(device: Device, seconds: number, size: SpeedTestSize): Promise<MeasuredSpeed | { reason: string }> {
  const settings = speedTestSettings(size);
  try {
    const engine = await openEngine(device, settings);
    const speed = await measureSpeed(engine, settings, seconds, (passed) => say({ seconds: passed }));
    await engine.release();
    return speed;
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    const { batchSize, patchSize } = settings;
    const memory = `There is not enough memory for ${batchSize} cut-outs of ${patchSize} pixels in one step.`;
    return { reason: causeOfFailure(text) === 'memory' ? memory : (text.split('\n')[0] ?? '') };
  }
}

function say(line: object, then?: () => void): void {
  // tfjs and its library print lines of their own between ours.
  process.stdout.write(`\n${JSON.stringify(line)}\n`, then);
}

const [device = 'cpu', seconds = '5', size] = process.argv.slice(2);
const chosen = { ...defaultTrainConfig, ...(size === undefined ? {} : (JSON.parse(size) as Partial<SpeedTestSize>)) };
say(await run(device as Device, Number(seconds), chosen), () => process.exit());
