import { missingLibraries, nvidiaCard, type ProbedMachine } from '../../onnx/devices/probedMachine.ts';
import { addOnFile } from './loadTfjs.ts';

/** With tfjs to be tried on it. */
export interface TfjsMachine extends ProbedMachine {
  /** Loads tfjs from the folder and multiplies two matrices; throws where that fails. */
  readonly multiply: (folder: string) => Promise<void>;
}

export interface TfjsFinding {
  readonly usable: boolean;
  readonly reason: string;
  /** What a person can do about it; empty where it works. */
  readonly fix: string;
}

/** The oldest driver that CUDA 11.2 runs on. */
const oldestDriver = 450;
const installCommand = 'maskwright doctor --install tfjs-gpu';

/** Each step rests on those before it. */
const steps: readonly ((machine: TfjsMachine, folder: string) => Promise<TfjsFinding | null>)[] = [
  checkPlatform,
  checkInstallation,
  checkDriver,
  checkLibraries,
  checkProduct,
];

/** Whether tfjs-node-gpu can train here: the first step that fails, with its fix. */
export async function probeTfjs(machine: TfjsMachine, folder: string): Promise<TfjsFinding> {
  for (const step of steps) {
    const failed = await step(machine, folder);
    if (failed !== null) return failed;
  }
  return { usable: true, reason: 'tfjs-node-gpu works on the graphics card.', fix: '' };
}

function failure(reason: string, fix: string): TfjsFinding {
  return { usable: false, reason, fix };
}

/** Elsewhere its installation quietly takes a library for the processor. */
function checkPlatform({ platform, arch }: ProbedMachine): Promise<TfjsFinding | null> {
  const exists = (platform === 'linux' || platform === 'win32') && arch === 'x64';
  const reason = `tfjs-node-gpu exists for Linux and Windows on x64 processors alone; this is ${platform} on ${arch}.`;
  return Promise.resolve(exists ? null : failure(reason, 'Train on another device.'));
}

function checkInstallation({ isFile }: ProbedMachine, folder: string): Promise<TfjsFinding | null> {
  const isInstalled = isFile(addOnFile(folder));
  return Promise.resolve(isInstalled ? null : failure('tfjs-node-gpu is not installed.', `Run "${installCommand}".`));
}

async function checkDriver(machine: ProbedMachine): Promise<TfjsFinding | null> {
  const card = await nvidiaCard(machine);
  const advice = `Install NVIDIA's driver, version ${oldestDriver} or newer.`;
  if (card === null) return failure("No graphics card answers NVIDIA's driver.", advice);
  const isOld = Number.parseInt(card.driver, 10) < oldestDriver;
  return isOld
    ? failure(`The driver of ${card.name} is ${card.driver}, which is too old for CUDA 11.2.`, advice)
    : null;
}

/** Without them, tfjs computes on the processor. */
async function checkLibraries(machine: ProbedMachine): Promise<TfjsFinding | null> {
  const wanted =
    machine.platform === 'win32' ? ['cudart64_110.dll', 'cudnn64_8.dll'] : ['libcudart.so.11.0', 'libcudnn.so.8'];
  const missing = await missingLibraries(machine, wanted);
  if (missing.length === 0) return null;
  const advice = 'Install CUDA 11.2 and cuDNN 8.1; newer ones do not serve. Then start Maskwright again.';
  return failure(`tfjs-node-gpu does not find ${missing.join(' and ')}.`, advice);
}

async function checkProduct({ multiply }: TfjsMachine, folder: string): Promise<TfjsFinding | null> {
  try {
    await multiply(folder);
    return null;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return failure(`tfjs-node-gpu does not start: ${line}`, `Install it again with "${installCommand}".`);
  }
}
