import { join } from 'node:path';
import { missingLibraries, nvidiaCard, type ProbedMachine } from './probedMachine.ts';

/** Why a device does not work, and what a person can do about it. */
export interface DeviceFault {
  readonly reason: string;
  readonly fix: string;
}

/** The oldest driver that CUDA 12 runs on. */
const oldestCudaDriver = 525;
/** What onnxruntime's CUDA provider is linked with. */
const cudaLibraries = ['libcudart.so.12', 'libcublas.so.12', 'libcublasLt.so.12', 'libcufft.so.11', 'libcurand.so.10'];
const cudnn = 'libcudnn.so.9';
const cudaProvider = 'libonnxruntime_providers_cuda.so';
const otherDevice = 'Nothing is to be done: work on another device.';

/**
 * The first thing that a device of onnxruntime lacks on a machine on which it did not start. `libraries` is the folder of
 * onnxruntime's own ones, `message` what onnxruntime said.
 */
export async function explainFailure(
  machine: ProbedMachine,
  device: string,
  message: string,
  libraries: string,
): Promise<DeviceFault> {
  const fault = device === 'cuda' ? await cudaFault(machine, libraries) : await webgpuFault(machine, message);
  return fault ?? { reason: `It does not start: ${firstLine(message)}`, fix: 'Install the newest graphics driver.' };
}

async function cudaFault(machine: ProbedMachine, libraries: string): Promise<DeviceFault | null> {
  const { platform, arch, isFile } = machine;
  if (platform !== 'linux' || arch !== 'x64') {
    const reason = `onnxruntime has CUDA for Linux on x64 processors alone; this is ${platform} on ${arch}.`;
    return { reason, fix: 'Nothing is to be done: WebGPU reaches the same graphics cards.' };
  }
  const card = await nvidiaCard(machine);
  const driver = `Where this machine has an NVIDIA card, install NVIDIA's driver, version ${oldestCudaDriver} or newer.`;
  if (card === null) return { reason: "No graphics card answers NVIDIA's driver.", fix: driver };
  if (Number.parseInt(card.driver, 10) < oldestCudaDriver) {
    return { reason: `The driver of ${card.name} is ${card.driver}, which is too old for CUDA 12.`, fix: driver };
  }
  if (!isFile(join(libraries, cudaProvider))) {
    const script = join(libraries, '..', '..', '..', '..', 'script', 'install.js');
    const fix = `Nothing is to be done: WebGPU reaches the same card. "node ${script} --onnxruntime-node-install" fetches it.`;
    return { reason: `onnxruntime's part for CUDA (${cudaProvider}) is not installed.`, fix };
  }
  const missing = await missingLibraries(machine, [...cudaLibraries, cudnn]);
  if (missing.length === 0) return null;
  const fix = 'Install CUDA 12 and cuDNN 9; other versions do not serve. Then start Maskwright again.';
  return { reason: `CUDA's libraries are not found: ${missing.join(', ')}.`, fix };
}

async function webgpuFault(machine: ProbedMachine, message: string): Promise<DeviceFault | null> {
  const { platform, arch } = machine;
  if (/backend not found|no available backend/i.test(message)) {
    return { reason: `onnxruntime has no WebGPU for ${platform} on ${arch}.`, fix: otherDevice };
  }
  if (!/adapter/i.test(message)) return null;
  const reason = 'No graphics adapter answers';
  if (platform === 'win32') {
    return { reason: `${reason}.`, fix: "Install the newest driver from the card's maker; it must know Direct3D 12." };
  }
  return platform === 'linux' ? vulkanFault(machine, reason) : { reason: `${reason}.`, fix: otherDevice };
}

/** WebGPU computes by Vulkan there: a loader, a driver for it, a device file, and the right to open that. */
async function vulkanFault(machine: ProbedMachine, reason: string): Promise<DeviceFault> {
  const { list, environment } = machine;
  const nodes = list('/dev/dri').filter((name) => name.startsWith('renderD'));
  const hasCard = nodes.length > 0 || list('/proc/driver/nvidia/gpus').length > 0;
  if (!hasCard) {
    const fix = 'Where this machine has a graphics card, install its driver; else nothing is to be done.';
    return { reason: `${reason}: the system shows no graphics card.`, fix };
  }
  if ((await missingLibraries(machine, ['libvulkan.so.1'])).length > 0) {
    const fix = 'Install the package libvulkan1 (Debian, Ubuntu) or vulkan-loader (Fedora, Arch: vulkan-icd-loader).';
    return { reason: `${reason}: the Vulkan library (libvulkan.so.1) is not installed.`, fix };
  }
  const named = environment.VK_DRIVER_FILES ?? environment.VK_ICD_FILENAMES;
  const drivers = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'].flatMap((folder) => list(folder));
  if (drivers.length === 0 && named === undefined) {
    const fix = "Install mesa-vulkan-drivers for cards of Intel and AMD, NVIDIA's own driver for theirs.";
    return { reason: `${reason}: no Vulkan driver is installed.`, fix };
  }
  const fix =
    'Install the newest driver, and see to it that you may open /dev/dri/renderD*: ' +
    '"sudo usermod -aG render $USER", then log in again.';
  return { reason: `${reason}, though a card and a Vulkan driver are there.`, fix };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}
