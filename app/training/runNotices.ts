import * as v from 'valibot';
import { sentenceOf, type Sentences } from '../contract/sentences.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a training does otherwise than it was asked to; nothing has to be done about it. */
export const runNotice = v.variant('kind', [
  /** The rest of the weights begins at random. */
  v.object({ kind: v.literal('weightsTaken'), taken: count, tensors: count }),
  /** `network` is its name, `setting` the key of one that was changed. */
  v.object({ kind: v.literal('unusedSetting'), network: v.string(), setting: v.string() }),
  /** `step` of the checkpoint before them; `null` where there is none, so that the training begins anew. */
  v.object({ kind: v.literal('damagedCheckpoints'), files: v.array(v.string()), step: v.nullable(count) }),
  /** `step` is the first in which everything learns. */
  v.object({ kind: v.literal('thawed'), step: count }),
  v.object({ kind: v.literal('memoryRanOut'), parts: count }),
]);
export type RunNotice = v.InferOutput<typeof runNotice>;
export type NoticeSentences = Sentences<RunNotice>;

export const noticesInEnglish: NoticeSentences = {
  weightsTaken: ({ taken, tensors }) => {
    const rest = taken === 0 ? 'all of it begins' : 'the others begin';
    return `${taken} of ${tensors} weight tensors come from the earlier model; ${rest} at random.`;
  },
  unusedSetting: ({ network, setting }) => `${network} has no use for the training setting "${setting}".`,
  damagedCheckpoints: ({ files, step }) => {
    const goesOn = step === null ? 'begins anew' : `goes on from the one before, of step ${step}`;
    return `The training ${goesOn}, because ${files.join(' and ')} cannot be read.`;
  },
  thawed: ({ step }) => `From step ${step} on, what was frozen learns too.`,
  memoryRanOut: ({ parts }) => `Memory ran out, so the training goes on with each step in ${parts} parts.`,
};

export function noticeText(notice: RunNotice, sentences: NoticeSentences): string {
  return sentenceOf(notice, sentences);
}
