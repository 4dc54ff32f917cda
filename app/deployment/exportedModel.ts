import * as v from 'valibot';
import { modelCard } from '../training/modelCard.ts';

/** What the numbers of an exported network are: as trained, in half the bits, or whole numbers of 8 bits. */
export const exportForm = v.picklist(['float32', 'float16', 'int8']);
export type ExportForm = v.InferOutput<typeof exportForm>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** How an exported form does beside the model as it was trained. */
export const formReport = v.object({
  form: exportForm,
  /** Of `model.onnx`, before and after. */
  float32ByteSize: count,
  byteSize: count,
  /** On the same held-out images; `null` where there are none. */
  score: v.nullable(
    v.object({
      images: count,
      /** Mean over the labels. */
      float32Dice: v.nullable(share),
      dice: v.nullable(share),
      /** TP / (TP + FP + FN) at IoU 0.5. */
      float32Objects: v.nullable(share),
      objects: v.nullable(share),
    }),
  ),
  /** Share of pixels that get the class that they had; `null` where nothing was changed. */
  agreement: v.nullable(v.object({ pixels: count, share })),
  /** Median time of one tile on the processor; `null` where it could not be measured. */
  processor: v.nullable(v.object({ tileSide: count, float32Ms: v.number(), ms: v.number() })),
  /** Images of which cut-outs showed how large the numbers inside the network become. */
  measuredImages: count,
  /** Sentences on what stayed in float32. */
  notes: v.array(v.string()),
});
export type FormReport = v.InferOutput<typeof formReport>;

/** `card.json` of an export: the model's own, and what the export made of it. */
export const exportedCard = v.object({
  ...modelCard.entries,
  /** Of the images that the model was trained on; the normalisation is in their units. */
  bitDepth: v.picklist([8, 16]),
  export: formReport,
});
export type ExportedCard = v.InferOutput<typeof exportedCard>;
