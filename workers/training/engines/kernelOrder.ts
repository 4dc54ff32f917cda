import { elementCount } from '../../onnx/graph.ts';
import type { TensorSpec } from '../../architectures/trainableNetwork.ts';

type Vectors<K extends string> = Readonly<Record<K, Float32Array>>;

/**
 * Between two steps, a training graph in blocks keeps each kernel (O, C, rows, columns) as (O, rows, columns, C), in its
 * parameters and in what the optimiser remembers of them. Everyone else has vectors in the order of the network.
 */
export class KernelOrder {
  readonly #specs: readonly TensorSpec[];
  readonly #kept = new WeakMap<object, Vectors<string>>();

  constructor(specs: readonly TensorSpec[]) {
    this.#specs = specs;
  }

  /** Vectors as the graph takes them; those that `show` gave are taken as the graph left them. */
  keep<K extends string>(vectors: Vectors<NoInfer<K>>, names: readonly K[]): Vectors<K> {
    const known: Vectors<K> | undefined = this.#kept.get(vectors);
    return known ?? fromNames(names, (name) => kernelsChannelsLast(this.#specs, vectors[name]));
  }

  /** Vectors of the graph as everyone has them; each is put in order when it is first read, before `release`. */
  show<K extends string>(kept: Vectors<K>): Vectors<K> {
    const ordered = new Map<string, Float32Array>();
    const shown = {} as Vectors<K>;
    for (const [name, vector] of Object.entries<Float32Array>(kept)) {
      const get = (): Float32Array => {
        if (!ordered.has(name) && !this.#kept.has(shown)) throw new TypeError('A later step has replaced this state.');
        const known = ordered.get(name) ?? kernelsChannelsFirst(this.#specs, vector);
        ordered.set(name, known);
        return known;
      };
      Object.defineProperty(shown, name, { enumerable: true, get });
    }
    this.#kept.set(shown, kept);
    return shown;
  }

  /** Gives back the memory of what `show` gave, at once: until garbage is collected, it would pile up step by step. */
  release(vectors: object): void {
    for (const vector of Object.values(this.#kept.get(vectors) ?? {})) {
      if (vector.buffer instanceof ArrayBuffer) vector.buffer.transfer(0);
    }
    this.#kept.delete(vectors);
  }
}

function fromNames<K extends string>(names: readonly K[], valueOf: (name: K) => Float32Array): Vectors<K> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Vectors<K>;
}

/** A vector of the network's tensors, with kernels (O, C, rows, columns) as (O, rows, columns, C). */
export function kernelsChannelsLast(specs: readonly TensorSpec[], vector: Float32Array): Float32Array {
  return withMovedKernels(specs, vector, ({ outputs, channels, places }) => [outputs, channels, places]);
}

/** The other way round. */
export function kernelsChannelsFirst(specs: readonly TensorSpec[], vector: Float32Array): Float32Array {
  return withMovedKernels(specs, vector, ({ outputs, channels, places }) => [outputs, places, channels]);
}

interface KernelSizes {
  readonly outputs: number;
  readonly channels: number;
  readonly places: number;
}

/** Each kernel's matrices, of the sizes that `from` tells, (count, rows, columns), transposed. */
function withMovedKernels(
  specs: readonly TensorSpec[],
  vector: Float32Array,
  from: (sizes: KernelSizes) => readonly [count: number, rows: number, columns: number],
): Float32Array {
  const moved = vector.slice();
  let start = 0;
  for (const { shape } of specs) {
    const size = elementCount(shape);
    if (isKernel(shape)) {
      const [outputs = 1, channels = 1, ...window] = shape;
      const [count, rows, columns] = from({ outputs, channels, places: elementCount(window) });
      for (let matrix = start; matrix < start + count * rows * columns; matrix += rows * columns) {
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            moved[matrix + column * rows + row] = vector[matrix + row * columns + column] ?? 0;
          }
        }
      }
    }
    start += size;
  }
  return moved;
}

/** Whether a parameter is the kernel of a convolution over rows and columns. */
export function isKernel(shape: readonly number[]): boolean {
  return shape.length === 4;
}
