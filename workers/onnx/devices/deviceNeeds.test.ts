import { expect, it } from 'vitest';
import { explainFailure } from './deviceNeeds.ts';
import type { ProbedMachine } from './probedMachine.ts';

const noAdapter = 'webgpu_context.cc:136 was false. Failed to get a WebGPU adapter: No supported adapters';
const libraries = '/studio/node_modules/onnxruntime-node/bin/napi-v6/linux/x64';
const cudaNames = [
  ...['libcudart.so.12', 'libcublas.so.12', 'libcublasLt.so.12', 'libcufft.so.11', 'libcurand.so.10'],
  ...['libcudnn.so.9', 'libvulkan.so.1'],
].join('\n');

/** A machine with a card, its drivers and every library. */
const complete: ProbedMachine = {
  platform: 'linux',
  arch: 'x64',
  environment: {},
  isFile: () => true,
  list: (folder) => (folder === '/dev/dri' ? ['card0', 'renderD128'] : ['intel_icd.json']),
  output: (program) => Promise.resolve(program === 'ldconfig' ? cudaNames : 'NVIDIA T4, 550.54, 15360 MiB\n'),
};
function listing(folders: Readonly<Record<string, readonly string[]>>): Pick<ProbedMachine, 'list'> {
  return { list: (folder) => folders[folder] ?? [] };
}
const answers =
  (smi: string | null, ldconfig: string | null): ProbedMachine['output'] =>
  (program) =>
    Promise.resolve(program === 'nvidia-smi' ? smi : ldconfig);

it.each([
  [{ platform: 'win32' } as const, 'onnxruntime has CUDA for Linux on x64', 'WebGPU reaches the same graphics cards'],
  [{ output: answers(null, cudaNames) }, "No graphics card answers NVIDIA's driver.", 'version 525 or newer'],
  [{ output: answers('Tesla K80, 470.82, 1 MiB', cudaNames) }, 'The driver of Tesla K80 is 470.82', '525 or newer'],
  [{ isFile: () => false }, "onnxruntime's part for CUDA (libonnx", '/studio/node_modules/onnxruntime-node/script/ins'],
  [{}, 'It does not start: Failed to load shared library', 'newest graphics driver'],
])('names the first thing that CUDA lacks: %o', async (change, reason, fix) => {
  const machine = { ...complete, isFile: (path: string) => path.startsWith(libraries), ...change };
  const fault = await explainFailure(machine, 'cuda', 'Failed to load shared library\nat load', libraries);
  expect(fault.reason).toContain(reason);
  expect(fault.fix).toContain(fix);
});

it('names the libraries of CUDA that are missing', async () => {
  const isFile = (path: string): boolean => path.startsWith(libraries);
  const output = answers('NVIDIA T4, 550.54, 15360 MiB', 'libcudart.so.11.0\nlibcublas.so.12\nlibcublasLt.so.12');
  expect(await explainFailure({ ...complete, isFile, output }, 'cuda', 'Failed to load', libraries)).toEqual({
    reason: "CUDA's libraries are not found: libcudart.so.12, libcufft.so.11, libcurand.so.10, libcudnn.so.9.",
    fix: 'Install CUDA 12 and cuDNN 9; other versions do not serve. Then start Maskwright again.',
  });
});

it.each([
  [listing({}), 'the system shows no graphics card', 'install its driver'],
  [
    { ...listing({ '/dev/dri': ['renderD128'] }), isFile: () => false, output: answers(null, 'libc.so.6') },
    'the Vulkan library (libvulkan.so.1) is not installed',
    'libvulkan1',
  ],
  [listing({ '/proc/driver/nvidia/gpus': ['0000:01:00.0'] }), 'no Vulkan driver is installed', "NVIDIA's own driver"],
  [{}, 'though a card and a Vulkan driver are there', '/dev/dri/renderD*'],
  [{ platform: 'win32' } as const, 'No graphics adapter answers.', 'Direct3D 12'],
  [{ platform: 'darwin', arch: 'arm64' } as const, 'No graphics adapter answers.', 'work on another device'],
])('says why WebGPU finds no adapter: %o', async (change, reason, fix) => {
  const fault = await explainFailure({ ...complete, ...change }, 'webgpu', noAdapter, libraries);
  expect(fault.reason).toContain(reason);
  expect(fault.fix).toContain(fix);
});

it('says where onnxruntime has no WebGPU at all', async () => {
  const message = 'no available backend found. ERR: [webgpu] backend not found.';
  const { reason } = await explainFailure({ ...complete, arch: 'arm64' }, 'webgpu', message, libraries);
  expect(reason).toBe('onnxruntime has no WebGPU for linux on arm64.');
});
