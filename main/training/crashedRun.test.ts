import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { parseTrainConfig } from '../../app/training/trainConfig.ts';
import { temporaryFolder } from '../../tests/fixtures/temporaryFolder.ts';
import { startWorkerProcess, type WorkerExit } from '../processes/workerProcess.ts';
import { crashedRun } from './crashedRun.ts';

const config = parseTrainConfig({ batchSize: 8, patchSize: 256 });

/** The end of a real process that runs `program`. */
function endOf(program: string): Promise<WorkerExit> {
  const entry = join(temporaryFolder(), 'program.mjs');
  writeFileSync(entry, program);
  const log = pino({ level: 'silent' });
  return new Promise((onExit) => {
    startWorkerProcess({ entry, name: 'training-worker', log, onMessage: () => undefined, onExit });
  });
}

test.each([
  [
    'is killed by the system',
    `process.kill(process.pid, 'SIGKILL'); for (;;);`,
    'The system ended the training after step 41, most often because memory ran out: close other programs and go on ' +
      'from the last checkpoint, or with 4 cut-outs of 256 pixels at a time.',
    { batchParts: 2 },
  ],
  [
    'ends with the code that a shell gives a killed program',
    'process.exit(137);',
    expect.stringContaining('The system ended the training after step 41') as string,
    { batchParts: 2 },
  ],
  [
    'uses up its heap',
    `import { spawnSync } from 'node:child_process';
     const greedy = 'const lists = []; for (;;) lists.push(Array.from({ length: 1000 }, (_, i) => ({ i })));';
     const args = ['--max-old-space-size=30', '-e', greedy];
     const { signal } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
     process.kill(process.pid, signal);
     for (;;);`,
    'Training used up the memory for its own lists after step 41: it can go on from its last checkpoint; train on ' +
      'fewer images if this happens again.',
    null,
  ],
  [
    'ends without a word',
    'process.abort();',
    'Training ended unexpectedly after step 41; it can go on from its last checkpoint.',
    null,
  ],
])('says what happened and what to do where a worker %s', async (_what, program, message, remedy) => {
  const exit = await endOf(program);
  expect(crashedRun(exit, { step: 41, device: 'cpu', config })).toMatchObject({
    code: 'WORKER_CRASHED',
    message,
    remedy,
  });
});

/** Words of onnxruntime 1.30, Dawn, TensorFlow and the C++ library as they end up on stderr. */
test.each([
  [
    'terminate called after throwing an instance of std::bad_alloc',
    'cpu',
    'not enough memory for 8 cut-outs',
    'batchParts',
  ],
  ['BFC Arena ran out of memory trying to allocate 4096', 'cuda', 'not enough memory for 8 cut-outs', 'batchParts'],
  ['WebGPU device lost (1): the driver was reset', 'webgpu', 'graphics device (webgpu) stopped answering', 'device'],
  ['CUDA failure 700: an illegal memory access', 'cuda', 'graphics device (cuda) stopped answering', 'device'],
  ['Segmentation fault in a driver', 'tfjs', 'graphics device (tfjs) stopped answering', 'device'],
] as const)('%s on %s', (lastWords, device, sentence, remedied) => {
  const found = crashedRun({ code: null, signal: 'SIGABRT', lastWords }, { step: 7, device, config });
  expect(found.message).toContain(sentence);
  expect(found.message).toContain('after step 7');
  expect(Object.keys(found.remedy ?? {})).toContain(remedied);
});

test('one cut-out at a time leaves smaller cut-outs to try, and the smallest nothing', () => {
  const killed: WorkerExit = { code: null, signal: 'SIGKILL', lastWords: '' };
  const remedyOf = (batchSize: number, patchSize: number, batchParts = 1) =>
    crashedRun(killed, { step: 1, device: 'cpu', config: parseTrainConfig({ batchSize, batchParts, patchSize }) })
      .remedy;
  expect([remedyOf(3, 96), remedyOf(6, 96, 2), remedyOf(3, 320, 3), remedyOf(1, 96), remedyOf(1, 32)]).toEqual([
    { batchParts: 3 },
    { batchParts: 6 },
    { patchSize: 160 },
    { patchSize: 32 },
    null,
  ]);
});
