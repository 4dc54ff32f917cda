import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { trainingCommand, type TrainingMessage } from '../../app/contract/workerMessages.ts';

/** Sends a message to the process that started this one; without one, prints it as a line of JSON. */
export async function sendToParent(message: TrainingMessage): Promise<void> {
  await new Promise<void>((done) => {
    if (process.send === undefined) process.stdout.write(`${JSON.stringify(message)}\n`, () => done());
    else if (process.connected) process.send(message, () => done());
    else done();
  });
}

/** Answers pings, and calls `onStop` at a `stop`. When the parent is gone, nobody waits for the result: the process ends. */
export function listenToParent(onStop: () => void): void {
  process.on('message', (message) => {
    const command = v.safeParse(trainingCommand, message);
    if (!command.success) process.stderr.write('training: a message from the parent was not understood\n');
    else if (command.output.kind === 'ping') void sendToParent({ kind: 'pong' });
    else onStop();
  });
  process.on('disconnect', () => process.exit(0));
}

/** `metrics.jsonl` of a run folder: every step and validation, one JSON object a line. */
export class MetricsFile {
  readonly #file: string;

  /** Drops what an interrupted process wrote after its last checkpoint, which will be done again. */
  constructor(runFolder: string, stepsDone: number) {
    this.#file = join(runFolder, 'metrics.jsonl');
    if (!existsSync(this.#file)) return;
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    writeFileSync(
      this.#file,
      lines
        .filter((line) => stepOf(line) <= stepsDone)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }

  append(message: TrainingMessage): void {
    appendFileSync(this.#file, `${JSON.stringify(message)}\n`);
  }
}

/** A line that was cut off by a crash belongs to no step. */
function stepOf(line: string): number {
  try {
    return (JSON.parse(line) as { step: number }).step;
  } catch {
    return Infinity;
  }
}
