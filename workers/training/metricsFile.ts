import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingMessage } from '../../app/contract/workerMessages.ts';
import { append, writeDurably } from './durableFile.ts';

/** `metrics.jsonl` of a run folder: every step and validation, one JSON object a line. */
export class MetricsFile {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Drops what an interrupted process wrote after its last checkpoint, which will be done again. */
  static async open(runFolder: string, stepsDone: number): Promise<MetricsFile> {
    const file = join(runFolder, 'metrics.jsonl');
    const text = await readFile(file, 'utf8').catch(() => '');
    const kept = text.split('\n').filter((line) => stepOf(line) <= stepsDone);
    const content = kept.map((line) => `${line}\n`).join('');
    if (content !== text) await writeDurably(file, content);
    return new MetricsFile(file);
  }

  append(message: TrainingMessage): void {
    append(this.#file, `${JSON.stringify(message)}\n`);
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
