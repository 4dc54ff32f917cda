import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataType, Tensor } from '../../workers/onnx/graph.ts';

/** Tensors in two files: a JSON that says what and where they are, and their numbers one after another (little endian). */

interface TensorEntry {
  readonly name: string;
  readonly dataType: DataType;
  readonly shape: readonly number[];
  /** In bytes. */
  readonly offset: number;
}

/** Writes `stem`.json, which holds `description` and the list `tensors`, and `stem`.bin. */
export function writeTensorFile(
  folder: string,
  stem: string,
  description: object,
  tensors: ReadonlyMap<string, Tensor>,
) {
  let offset = 0;
  const entries = [...tensors].map(([name, { dataType, shape, data }]): TensorEntry => {
    const entry = { name, dataType, shape, offset };
    offset += paddedLength(data.byteLength);
    return entry;
  });
  const parts = [...tensors.values()].map(({ data }) => {
    const bytes = new Uint8Array(paddedLength(data.byteLength));
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return bytes;
  });
  writeFileSync(join(folder, `${stem}.bin`), Buffer.concat(parts));
  writeFileSync(join(folder, `${stem}.json`), JSON.stringify({ ...description, tensors: entries }));
}

/** Every tensor starts at a multiple of the largest number. */
function paddedLength(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

export interface TensorFile<Description> {
  readonly description: Description;
  readonly tensors: ReadonlyMap<string, readonly number[]>;
}

/** Reads floating-point tensors, each as the list of its numbers. */
export function readTensorFile<Description>(folder: string, stem: string): TensorFile<Description> {
  const text = readFileSync(join(folder, `${stem}.json`), 'utf8');
  const description = JSON.parse(text) as Description & { readonly tensors: readonly TensorEntry[] };
  const bytes = Uint8Array.from(readFileSync(join(folder, `${stem}.bin`)));
  const numbers = ({ dataType, shape, offset }: TensorEntry): readonly number[] => {
    const count = shape.reduce((product, size) => product * size, 1);
    const view = new DataView(bytes.buffer);
    return Array.from({ length: count }, (_, i) => {
      return dataType === 'float64' ? view.getFloat64(offset + 8 * i, true) : view.getFloat32(offset + 4 * i, true);
    });
  };
  return { description, tensors: new Map(description.tensors.map((entry) => [entry.name, numbers(entry)])) };
}
