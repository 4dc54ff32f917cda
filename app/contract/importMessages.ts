import * as v from 'valibot';
import { mapKind } from '../training/separation.ts';
import { errorCodes } from './errors.ts';

/** What the host and its import worker say to each other: `node workers/imported/entry.ts`. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const parts = v.object({ tensors: count, numbers: count });

/** What a training would make of a model of another program. */
export const importedModel = v.object({
  /** Sizes of the input as the file has them, such as `batch x 3 x 256 x 256`. */
  input: v.string(),
  channels: v.picklist([1, 3]),
  operatorSet: count,
  nodes: count,
  /** The tensor that is taken over last, and whether the model's own head behind it stays. */
  target: v.string(),
  head: v.picklist(['own', 'new']),
  /** Where the model would be cut if nothing is said; `null` where it cannot be. */
  proposedCut: v.nullable(v.string()),
  /** Tensors to cut at, the last ones first. */
  cuts: v.array(v.string()),
  layers: count,
  learnt: parts,
  frozen: parts,
  /** Names of the tensors that learn, a new head's among them. */
  learntNames: v.array(v.string()),
  /** Batch normalisations whose averages go on. */
  advancing: count,
  multipleOf: count,
  /** Side of the only images that the finished model takes; `null`: any. */
  onlySize: v.nullable(count),
  /** Sentences on what was changed, taken off or left out. */
  notes: v.array(v.string()),
});
export type ImportedModel = v.InferOutput<typeof importedModel>;

const project = v.object({ channels: v.picklist([1, 3]), classes: count, maps: v.array(mapKind) });
/** Settings of a training, complete; the worker takes those that concern the import. */
const config = v.record(v.string(), v.unknown());

export const importRequest = v.variant('kind', [
  v.object({ kind: v.literal('ping') }),
  v.object({ kind: v.literal('inspect'), id: count, config, project }),
  /** Copies the model, the files beside it that hold weights of it, and the weights file into `folder`. */
  v.object({ kind: v.literal('copy'), id: count, config, folder: v.string() }),
]);
export type ImportRequest = v.InferOutput<typeof importRequest>;

export const importReply = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  v.object({ kind: v.literal('inspected'), id: count, model: importedModel }),
  /** The paths of the copies below the folder. */
  v.object({
    kind: v.literal('copied'),
    id: count,
    fromModel: v.nullable(v.string()),
    weightsFile: v.nullable(v.string()),
  }),
  v.object({
    kind: v.literal('failed'),
    id: count,
    code: v.picklist(errorCodes),
    message: v.string(),
    cause: v.string(),
  }),
]);
export type ImportReply = v.InferOutput<typeof importReply>;
