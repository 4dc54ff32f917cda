/** How deep inside its object every pixel lies. */
export interface ObjectDepths {
  /** (height, width): distance from the nearest pixel of anything else over the largest one in the object, times 255. */
  readonly depths: Uint8Array;
  /** Entry k is the largest distance in object k, in pixels: about half of its width. */
  readonly radii: Float32Array;
}

/**
 * Exact Euclidean distances inside objects, row by row and then column by column by lower envelopes of parabolas
 * (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012), each run of one object by itself. What
 * lies beyond the image is unknown and no border. `objectMap` (height, width) holds numbers from 0, the background, to
 * `objectCount`.
 */
export function objectDepths(
  objectMap: Uint16Array | Uint32Array,
  width: number,
  height: number,
  objectCount: number,
): ObjectDepths {
  const squares = alongRows(objectMap, width, height);
  alongColumns(objectMap, squares, width, height);
  const radii = new Float32Array(objectCount + 1);
  for (let i = 0; i < squares.length; i++) {
    const object = objectMap[i] as number;
    if (object > 0) radii[object] = Math.max(radii[object] as number, Math.sqrt(squares[i] as number));
  }
  const depths = new Uint8Array(squares.length);
  for (let i = 0; i < squares.length; i++) {
    const object = objectMap[i] as number;
    if (object === 0) continue;
    const share = Math.sqrt(squares[i] as number) / (radii[object] as number);
    // An object that fills the whole image is infinitely deep everywhere.
    depths[i] = Number.isNaN(share) ? 255 : Math.round(share * 255);
  }
  return { depths, radii };
}

/** Squared distance to the nearest other pixel of the row; infinite where the whole row is one object. */
function alongRows(objectMap: Uint16Array | Uint32Array, width: number, height: number): Float32Array {
  const squares = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let start = 0; start < width; start = runEnd(objectMap, row, 1, start, width)) {
      const end = runEnd(objectMap, row, 1, start, width);
      for (let x = start; x < end; x++) {
        const left = start === 0 ? Infinity : x - start + 1;
        const right = end === width ? Infinity : end - x;
        squares[row + x] = Math.min(left, right) ** 2;
      }
    }
  }
  return squares;
}

/** Completes the squares of every run of one object in a column, in place. */
function alongColumns(
  objectMap: Uint16Array | Uint32Array,
  squares: Float32Array,
  width: number,
  height: number,
): void {
  const envelope = new Envelope(height + 2);
  for (let x = 0; x < width; x++) {
    for (let start = 0; start < height; start = runEnd(objectMap, x, width, start, height)) {
      if (objectMap[start * width + x] === 0) continue;
      const end = runEnd(objectMap, x, width, start, height);
      envelope.clear();
      if (start > 0) envelope.add(start - 1, 0);
      for (let y = start; y < end; y++) envelope.add(y, squares[y * width + x] as number);
      if (end < height) envelope.add(end, 0);
      envelope.read(start, end, (y, square) => {
        squares[y * width + x] = square;
      });
    }
  }
}

/** Where the run of equal numbers ends that begins at place `start` of a line; its place k lies at offset + k stride. */
function runEnd(
  objectMap: Uint16Array | Uint32Array,
  offset: number,
  stride: number,
  start: number,
  length: number,
): number {
  const object = objectMap[offset + start * stride];
  let end = start + 1;
  while (end < length && objectMap[offset + end * stride] === object) end++;
  return end;
}

/** The lowest of many parabolas (y - place)^2 + height, added by rising place. */
class Envelope {
  readonly #places: Int32Array;
  readonly #heights: Float64Array;
  /** From where on each parabola is the lowest. */
  readonly #starts: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#places = new Int32Array(capacity);
    this.#heights = new Float64Array(capacity);
    this.#starts = new Float64Array(capacity);
  }

  clear(): void {
    this.#count = 0;
  }

  add(place: number, height: number): void {
    if (height === Infinity) return;
    let start = -Infinity;
    while (this.#count > 0) {
      const last = this.#count - 1;
      const [before, low] = [this.#places[last] as number, this.#heights[last] as number];
      start = (height + place ** 2 - low - before ** 2) / (2 * (place - before));
      if (start > (this.#starts[last] as number)) break;
      this.#count--;
      start = -Infinity;
    }
    this.#places[this.#count] = place;
    this.#heights[this.#count] = height;
    this.#starts[this.#count] = start;
    this.#count++;
  }

  /** Calls `take` for every whole y from `from` up to `to`, which is not included. */
  read(from: number, to: number, take: (y: number, square: number) => void): void {
    for (let y = from, lowest = 0; y < to; y++) {
      while (lowest + 1 < this.#count && (this.#starts[lowest + 1] as number) <= y) lowest++;
      const square =
        this.#count === 0 ? Infinity : (y - (this.#places[lowest] as number)) ** 2 + (this.#heights[lowest] as number);
      take(y, square);
    }
  }
}
