import type { Device } from './workerMessages.ts';

/** In English. */
export const deviceNames: Readonly<Record<Device, string>> = {
  cpu: 'Processor',
  webgpu: 'Graphics (WebGPU)',
  cuda: 'Graphics (CUDA)',
  tfjs: 'Graphics (tfjs-node-gpu)',
};
