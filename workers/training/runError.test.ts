import { expect, it } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import { RunInterruption } from '../../app/training/runFailure.ts';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import { runError } from './runError.ts';

const config = parseTrainConfig({ batchSize: 2, patchSize: 64 });

/** Words of onnxruntime 1.30, Dawn, TensorFlow and V8. */
it.each([
  ['Failed to allocate memory for requested buffer of size 1073741824', 'cpu', 'not enough memory'],
  ['std::bad_alloc', 'cpu', 'not enough memory'],
  ['Array buffer allocation failed', 'cpu', 'not enough memory'],
  ['Worker terminated due to reaching memory limit: JS heap out of memory', 'cpu', 'not enough memory'],
  ['OOM when allocating tensor with shape[2,4,8,8]', 'tfjs', 'not enough memory'],
  ['CUDA failure 2: out of memory ; GPU=0', 'cuda', 'not enough memory'],
  ['Failed to download data from buffer. wgpu::MapAsyncStatus value: 4', 'webgpu', '(webgpu) stopped answering'],
  ['WebGPU device lost (2): A valid external Instance reference no longer exists.', 'webgpu', '(webgpu) stopped'],
  ['Blas GEMM launch failed: CUDA_ERROR_LAUNCH_FAILED', 'tfjs', '(tfjs) stopped answering'],
  ['CUDA failure 719: unspecified launch failure', 'cuda', '(cuda) stopped answering'],
  ['Non-zero status code returned while running Conv node.', 'webgpu', '(webgpu) stopped answering'],
] as const)('%s on %s', (words, device, sentence) => {
  const found = runError(new Error(words), 'in step 12', device, config) as RunInterruption;
  expect(found).toBeInstanceOf(RunInterruption);
  expect(found.message).toContain(sentence);
  expect(found.message).toContain('in step 12: go on from the last checkpoint');
  expect(found.remedy).toEqual(sentence.includes('memory') ? { batchParts: 2 } : { device: 'cpu' });
});

it('leaves what it does not know, and what has its words, as it is', () => {
  const errors = [
    new TypeError('undefined is not a function'),
    new Error('Non-zero status code returned while running Reshape node.'),
    new AppError('DISK_FULL', 'The disk is full.'),
  ];
  for (const error of errors) expect(runError(error, 'in step 1', 'cpu', config)).toBe(error);
});
