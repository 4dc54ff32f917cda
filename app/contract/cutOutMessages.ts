import * as v from 'valibot';
import { errorCodes } from './errors.ts';

/** What the host and its cut-out worker say to each other: `node workers/cutouts/entry.ts`. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const cutOutRequest = v.variant('kind', [
  v.object({ kind: v.literal('ping') }),
  /** Draws the first cut-outs that a training by `config.json` and `dataset.json` in `folder` would learn from. */
  v.object({ kind: v.literal('draw'), id: count, folder: v.string(), count }),
]);
export type CutOutRequest = v.InferOutput<typeof cutOutRequest>;

export const cutOutReply = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  /** Names of picture files in the folder, in order. */
  v.object({ kind: v.literal('drawn'), id: count, files: v.array(v.string()) }),
  v.object({
    kind: v.literal('failed'),
    id: count,
    code: v.picklist(errorCodes),
    message: v.string(),
    cause: v.string(),
  }),
]);
export type CutOutReply = v.InferOutput<typeof cutOutReply>;
