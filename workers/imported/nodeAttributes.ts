import type { Tensor } from '../onnx/graph.ts';
import type { ForeignAttribute, ForeignNode } from './foreignModel.ts';

/**
 * The attributes of a node while it is taken over. Each is asked for by name and kind; what nobody asked for changes
 * the result in a way that is not known here, so that such a node is refused.
 */
export class NodeAttributes {
  readonly #node: ForeignNode;
  readonly #refuse: (reason: string) => never;
  readonly #asked = new Set<string>();

  /** `refuse` throws the error of this node. */
  constructor(node: ForeignNode, refuse: (reason: string) => never) {
    this.#node = node;
    this.#refuse = refuse;
  }

  int(name: string): number | undefined {
    return this.#read(name, 'int');
  }

  float(name: string): number | undefined {
    return this.#read(name, 'float');
  }

  ints(name: string): readonly number[] | undefined {
    return this.#read(name, 'ints');
  }

  floats(name: string): readonly number[] | undefined {
    return this.#read(name, 'floats');
  }

  string(name: string): string | undefined {
    return this.#read(name, 'string');
  }

  tensor(name: string): Tensor | undefined {
    return this.#read(name, 'tensor');
  }

  /** For attributes that change nothing here, whatever their value. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#asked.add(name);
  }

  /** For attributes of which only this value, the default, is known. */
  only(name: string, expected: number | string): void {
    this.#asked.add(name);
    const given = this.#node.attributes.get(name)?.value;
    if (given !== undefined && given !== expected) {
      this.#refuse(`has ${name} = ${describe(given)}; only ${expected} is supported`);
    }
  }

  /** Refuses the node if it has an attribute that was not asked for. */
  finish(): void {
    const unknown = [...this.#node.attributes.keys()].find((name) => !this.#asked.has(name));
    if (unknown !== undefined) this.#refuse(`has the attribute ${unknown}, which is not supported`);
  }

  #read<K extends keyof AttributeValues>(name: string, kind: K): AttributeValues[K] | undefined {
    this.#asked.add(name);
    const attribute = this.#node.attributes.get(name);
    if (attribute === undefined) return undefined;
    const isEmptyList = attribute.kind === 'ints' && attribute.value.length === 0 && kind === 'floats';
    if (attribute.kind !== kind && !isEmptyList)
      this.#refuse(`has an attribute ${name} that is not of the kind ${kind}`);
    return attribute.value as AttributeValues[K];
  }
}

interface AttributeValues {
  readonly int: number;
  readonly float: number;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly string: string;
  readonly tensor: Tensor;
}

function describe(value: ForeignAttribute['value']): string {
  return typeof value === 'object' && 'dataType' in value ? 'a tensor' : String(value);
}
