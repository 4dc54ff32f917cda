import { AppError } from '../../app/contract/errors.ts';
import type { Dimension, Tensor } from '../onnx/graph.ts';

/** A model file as it stands: any operators of operator sets 9 to 21, before anything is made of it. */
export interface ForeignModel {
  /** For errors. */
  readonly file: string;
  readonly operatorSet: number;
  readonly input: { readonly name: string; readonly shape: readonly Dimension[] };
  readonly outputs: readonly string[];
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Names of those tensors that the file has as numbers in a node rather than as weights. */
  readonly constants: ReadonlySet<string>;
  /** Every value is made before it is used. */
  readonly nodes: readonly ForeignNode[];
  /** What was changed while reading, in sentences. */
  readonly notes: readonly string[];
}

export interface ForeignNode {
  /** Its own, or that of what it makes. */
  readonly name: string;
  readonly operator: string;
  /** '' is an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, ForeignAttribute>;
}

export type ForeignAttribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'floats' | 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: Tensor };

/** The error of a node that cannot be taken over. */
export function nodeError(
  file: string,
  { operator, name }: Pick<ForeignNode, 'operator' | 'name'>,
  reason: string,
  cause?: unknown,
): AppError {
  return new AppError('FILE_UNSUPPORTED', `${file}: ${operator} (node ${name}) ${reason}.`, cause);
}
