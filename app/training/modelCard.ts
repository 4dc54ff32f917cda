import * as v from 'valibot';
import { trainConfigFields } from './trainConfig.ts';

/** `card.json` beside `model.onnx`: what a person or a program must know to use the model. */
export const modelCard = v.object({
  format: v.literal('maskwright-model-1'),
  architecture: v.string(),
  task: v.picklist(['semantic', 'instances']),
  /** How touching objects are told apart. */
  separation: v.optional(v.picklist(trainConfigFields.separation.options), 'components'),
  /** How much a valley between two objects must stand out, or how sure a centre must be; 0-1. */
  leastContrast: v.optional(v.number(), 0.5),
  /** Mean probability over its pixels that an object must reach; 0-1. */
  leastScore: v.optional(v.number(), 0),
  /** Class `index + 1` of the network's output; class 0 is the background. A class behind them is that of rims. */
  labels: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      colour: v.string(),
      /** Pixels; smaller components are noise rather than objects of this label. */
      smallestArea: v.number(),
    }),
  ),
  input: v.object({
    name: v.string(),
    channels: v.picklist([1, 3]),
    /** Height and width must be multiples of this. */
    multipleOf: v.number(),
    /** Height and width must be this; left out where the model takes images of any size. */
    onlySize: v.optional(v.number()),
    /** Tile that the model was trained on, in pixels. */
    tileSize: v.number(),
  }),
  /** `meaning` says in a sentence what the numbers are, for people who use the model elsewhere. */
  output: v.object({
    name: v.string(),
    meaning: v.optional(v.string()),
    /** Output with planes of plain numbers, such as distances; left out where the model has none. */
    maps: v.optional(v.string()),
    mapsMeaning: v.optional(v.string()),
  }),
  /** `image`: mean and deviation are those of each image, half way between its percentiles 1 and 99.8 and half as wide. */
  intensities: v.optional(v.picklist(trainConfigFields.intensities.options), 'dataset'),
  /** Network input = (stored value - mean) / standardDeviation, per channel, in stored units; of all training images. */
  normalisation: v.object({ mean: v.array(v.number()), standardDeviation: v.array(v.number()) }),
  trainedOn: v.object({ images: v.number(), objects: v.number(), datasetHash: v.string() }),
  settings: v.record(v.string(), v.unknown()),
  metrics: v.record(v.string(), v.unknown()),
  createdAt: v.string(),
  programVersion: v.string(),
});
export type ModelCard = v.InferOutput<typeof modelCard>;
