import * as v from 'valibot';
import { errorCodes } from './errors.ts';

/** What the host and its deployment worker say to each other: `node workers/deployment/entry.ts`. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const deploymentRequest = v.variant('kind', [
  v.object({ kind: v.literal('ping') }),
  /** Puts the model of a folder into a form, in which it is written as `file`. */
  v.object({
    kind: v.literal('convert'),
    id: count,
    modelFolder: v.string(),
    form: v.picklist(['float16', 'int8']),
    /** Images to measure the numbers inside the network on; those that cannot be read are passed over. */
    images: v.array(v.string()),
    file: v.string(),
  }),
]);
export type DeploymentRequest = v.InferOutput<typeof deploymentRequest>;

export const convertedModel = v.object({
  byteSize: count,
  agreement: v.object({ pixels: count, share: v.number() }),
  measuredImages: count,
  notes: v.array(v.string()),
});
export type ConvertedModel = v.InferOutput<typeof convertedModel>;

export const deploymentReply = v.variant('kind', [
  v.object({ kind: v.literal('pong') }),
  /** On the way to `converted`: images that were measured. */
  v.object({ kind: v.literal('measured'), id: count, done: count }),
  v.object({ kind: v.literal('converted'), id: count, model: convertedModel }),
  v.object({
    kind: v.literal('failed'),
    id: count,
    code: v.picklist(errorCodes),
    message: v.string(),
    cause: v.string(),
  }),
]);
export type DeploymentReply = v.InferOutput<typeof deploymentReply>;
