import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { drawDataset, lastMessage, makeRunFolder, trainInWorker } from '../../tests/fixtures/trainingRuns.ts';

const steps = 1000;
const warmUpSteps = 300;
/** What a garbage collector may or may not have taken back when a step ends. */
const fluctuation = 24e6;

/** Resident memory of a process, bytes. */
function residentBytes(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

async function processesBelow(pid: number | undefined): Promise<string> {
  const lists = await readdir(`/proc/${pid}/task`);
  const children = await Promise.all(lists.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8')));
  return children.join('').trim();
}

it.runIf(process.platform === 'linux')(
  'a thousand steps, checkpoints and validations leave memory as it is',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'steady-memory-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const settings = { steps, validateEverySteps: 50, averageDecay: 0.9, accumulateSteps: 2, patience: 1000 };
    const run = await makeRunFolder(join(folder, 'run'), settings, await drawDataset(folder));
    const sizes: number[] = [];
    let pid: number | undefined;
    let children: Promise<string> = Promise.resolve('');
    const outcome = await trainInWorker(run, (message, worker) => {
      pid = worker.pid;
      if (message.kind !== 'step') return;
      sizes[message.step] = residentBytes(worker.pid);
      if (message.step === steps - 1) children = processesBelow(worker.pid);
    });
    expect(lastMessage(outcome)).toMatchObject({ kind: 'finished', steps });
    const early = Math.max(...sizes.slice(warmUpSteps / 2, warmUpSteps));
    const late = Math.max(...sizes.slice(steps - warmUpSteps / 2, steps));
    process.stderr.write(`steady memory: ${early / 2 ** 20} MiB, then ${late / 2 ** 20} MiB\n`);
    expect(late - early).toBeLessThan(fluctuation);

    // Nothing is left: no process below the worker, not itself, no file beyond what a run is made of.
    expect(await children).toBe('');
    await expect(readFile(`/proc/${pid}/status`)).rejects.toThrow('ENOENT');
    const left = (await readdir(run)).sort();
    expect(left).toEqual(
      ['card.json', 'checkpoints', 'config.json', 'dataset.json', 'metrics.jsonl', 'model.onnx', 'previews'].sort(),
    );
  },
);
