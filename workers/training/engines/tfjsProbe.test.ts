import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addOnFile } from './loadTfjs.ts';
import { probeTfjs, type TfjsMachine } from './tfjsProbe.ts';

const folder = '/engines/tfjs-gpu';
const libraries = 'libcudart.so.11.0 (libc6,x86-64) => /a\n\tlibcudnn.so.8 (libc6,x86-64) => /b\n';
const works: TfjsMachine = {
  platform: 'linux',
  arch: 'x64',
  environment: {},
  isFile: (path) => path === addOnFile(folder),
  list: () => [],
  output: (program) => Promise.resolve(program === 'ldconfig' ? libraries : 'NVIDIA T4, 525.85.12, 15360 MiB\n'),
  multiply: () => Promise.resolve(),
};
const answers =
  (smi: string | null, ldconfig: string | null): TfjsMachine['output'] =>
  (program) =>
    Promise.resolve(program === 'nvidia-smi' ? smi : ldconfig);

it('says that everything is there', async () => {
  const usable = { usable: true, reason: 'tfjs-node-gpu works on the graphics card.', fix: '' };
  expect(await probeTfjs(works, folder)).toEqual(usable);
  const isFile = (path: string): boolean => path === addOnFile(folder) || path.startsWith(join('/opt/cuda', 'lib'));
  const elsewhere = {
    ...works,
    isFile,
    environment: { LD_LIBRARY_PATH: join('/opt/cuda') },
    output: answers('a, 450.1', null),
  };
  expect(await probeTfjs(elsewhere, folder)).toEqual(usable);
});

it.each([
  [
    { platform: 'darwin', arch: 'arm64' } as const,
    'tfjs-node-gpu exists for Linux and Windows on x64 processors alone; this is darwin on arm64.',
    'Train on another device.',
  ],
  [{ isFile: () => false }, 'tfjs-node-gpu is not installed.', 'Run "maskwright doctor --install tfjs-gpu".'],
  [
    { output: answers(null, libraries) },
    "No graphics card answers NVIDIA's driver.",
    "Install NVIDIA's driver, version 450 or newer.",
  ],
  [
    { output: answers('Tesla K80, 418.67, 11441 MiB\n', libraries) },
    'The driver of Tesla K80 is 418.67, which is too old for CUDA 11.2.',
    "Install NVIDIA's driver, version 450 or newer.",
  ],
  [
    { output: answers('NVIDIA T4, 525.85.12, 15360 MiB\n', 'libcudart.so.12\nlibcudnn.so.8') },
    'tfjs-node-gpu does not find libcudart.so.11.0.',
    'Install CUDA 11.2 and cuDNN 8.1; newer ones do not serve. Then start Maskwright again.',
  ],
  [
    { multiply: () => Promise.reject(new Error('tfjs found no graphics card.\n    at load')) },
    'tfjs-node-gpu does not start: tfjs found no graphics card.',
    'Install it again with "maskwright doctor --install tfjs-gpu".',
  ],
])('names the first step that fails: %o', async (change, reason, fix) => {
  expect(await probeTfjs({ ...works, ...change }, folder)).toEqual({ usable: false, reason, fix });
});
