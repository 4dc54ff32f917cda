import type { Device } from '../../app/contract/workerMessages.ts';

/** As the doctor calls them. */
export const deviceNames: Readonly<Record<Device, string>> = {
  cpu: 'Processor',
  webgpu: 'Graphics (WebGPU)',
  cuda: 'Graphics (CUDA)',
  tfjs: 'Graphics (tfjs-node-gpu)',
};
