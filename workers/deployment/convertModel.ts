import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConvertedModel, DeploymentRequest } from '../../app/contract/deploymentMessages.ts';
import { AppError } from '../../app/contract/errors.ts';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { readCard } from '../inference/segmenter.ts';
import { float16Form } from '../onnx/quantise/float16Form.ts';
import { foldNormalisations } from '../onnx/quantise/foldNormalisations.ts';
import { int8Form } from '../onnx/quantise/int8Form.ts';
import { int8Places } from '../onnx/quantise/int8Places.ts';
import { measureExtremes, measureValues, type RunInputs } from '../onnx/quantise/measureValues.ts';
import { readDraft, writeDraft, type NetworkDraft } from '../onnx/quantise/networkDraft.ts';
import { realValues } from '../onnx/quantise/valueTypes.ts';
import { compareForms, runOnTiles, type FormDifference, type NetworkResult } from './compareForms.ts';
import { exampleTiles, type ExampleTiles } from './exampleTiles.ts';

export type ConversionOrder = Omit<Extract<DeploymentRequest, { kind: 'convert' }>, 'kind' | 'id'>;

interface Form {
  readonly model: Uint8Array;
  readonly difference: FormDifference;
  readonly notes: readonly string[];
}

/**
 * Writes the model of a folder in another form, and says how far it agrees with the model as it was, on cut-outs that it
 * was not measured on. Throws `NO_MODEL`, `FILE_UNREADABLE`, `NOTHING_TO_DO` without an image that can be read, and
 * `EXPORT_MISMATCH` where the form gives numbers that are not finite.
 */
export async function convertModel(
  { modelFolder, form, images, file }: ConversionOrder,
  onImage: (done: number) => void,
): Promise<ConvertedModel> {
  const card = await readCard(modelFolder);
  const source = join(modelFolder, 'model.onnx');
  const stored = await readFile(source).catch((cause: unknown) => {
    throw new AppError('NO_MODEL', `${modelFolder} holds no model.onnx.`, cause);
  });
  const draft = foldNormalisations(readDraft(stored, source));
  const tiles = await exampleTiles(card, images, onImage);
  const before = await runOnTiles(stored, card, tiles.compared);
  const { model, difference, notes } = await makers[form]({ card, draft, tiles, before });
  await writeFile(file, model);
  const { pixels, share } = difference;
  return { byteSize: model.length, agreement: { pixels, share }, measuredImages: tiles.images, notes: [...notes] };
}

interface Making {
  readonly card: ModelCard;
  readonly draft: NetworkDraft;
  readonly tiles: ExampleTiles;
  /** What the model as it was gives for the compared tiles. */
  readonly before: readonly NetworkResult[];
}

const makers: { readonly [F in ConversionOrder['form']]: (making: Making) => Promise<Form> } = {
  float16: async (making) => {
    const { draft } = making;
    const values = [...realValues(draft)].filter((value) => !draft.tensors.has(value));
    const ranges = await measured(making, (inputs) => measureExtremes(draft, values, inputs));
    const { draft: changed, outOfRange } = float16Form(draft, ranges);
    const sentence = `${outOfRange.length} operators compute in float32, because their numbers come near 65,504 or pass it.`;
    return compared(making, changed, outOfRange.length === 0 ? [] : [sentence]);
  },
  int8: async (making) => {
    const { draft } = making;
    const places = int8Places(draft, { first: true, last: true });
    if (places.products.size === 0) {
      throw new AppError('NOTHING_TO_DO', 'This network has no layer that can be computed in 8 bits; choose float16.');
    }
    const values = [...new Set(places.values.values())];
    const histograms = await measured(making, (inputs) => measureValues(draft, values, inputs));
    const forms: Form[] = [];
    for (const kept of keptShares) {
      const ranges = new Map([...histograms].map(([value, histogram]) => [value, histogram.range(kept)]));
      forms.push(await compared(making, int8Form(draft, places, ranges), []));
    }
    const best = forms.reduce((one, other) => (other.difference.error < one.difference.error ? other : one));
    return { ...best, notes: ['The first and the last layer, and what has no 8-bit form, compute in float32.'] };
  },
};

/**
 * Shares of the numbers of each value that 8 bits reach. Without the outermost ones the others are rounded less; how many
 * are best left out differs between networks, so each is tried.
 */
const keptShares = [1, 0.99999, 0.9999, 0.999];

async function measured<T>({ card, tiles }: Making, measure: (inputs: RunInputs) => Promise<T>): Promise<T> {
  try {
    return await measure(tiles.measured.map((tile) => ({ [card.input.name]: tile })));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError(
      'EXPORT_MISMATCH',
      'The model gives numbers that are not finite on images of the project.',
      cause,
    );
  }
}

async function compared(making: Making, changed: NetworkDraft, notes: readonly string[]): Promise<Form> {
  const { card, tiles, before } = making;
  const model = writeDraft(changed);
  const after = await runOnTiles(model, card, tiles.compared);
  return { model, difference: compareForms(before, after, card), notes };
}
