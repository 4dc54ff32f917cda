import { join } from 'node:path';
import type { ModelCard } from '../../app/training/modelCard.ts';
import { outputPlanes, type MapKind, type Separation } from '../../app/training/separation.ts';
import { smallestAreas } from '../../app/training/smallestAreas.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { buildForwardGraph, mapsOutputName, modelInputName, modelOutputName } from '../architectures/forwardGraph.ts';
import type { TrainableNetwork } from '../architectures/trainableNetwork.ts';
import { defaultContrast } from '../inference/grouping/groupObjects.ts';
import type { Normalisation } from '../inference/networkInput.ts';
import { writeModel } from '../onnx/file/modelFile.ts';
import type { BestModel } from './checkpoint.ts';
import { writeDurably } from './durableFile.ts';
import type { RunInput } from './runFolder.ts';

export interface ResultContext extends RunInput {
  readonly runFolder: string;
  readonly network: TrainableNetwork;
  readonly normalisation: Normalisation;
  readonly validationImages: number;
}

const outputMeaning =
  'Probability of each class (background first, then the labels in order) for each pixel: (batch, class, height, width).';

const rimMeaning = ' The last class is the rim of an object, of whatever label.';
const mapMeanings: { readonly [K in MapKind]: string } = {
  distance: 'depth in the object, 0 at its border and 1 in its middle',
  centre: 'near 1 at the centre of an object',
  offsetX: "pixels to the right to the object's centre",
  offsetY: "pixels down to the object's centre",
};

function outputOf({ maps }: TrainableNetwork, separation: Separation): ModelCard['output'] {
  const meaning = outputPlanes[separation].hasRimClass ? outputMeaning + rimMeaning : outputMeaning;
  if (maps.length === 0) return { name: modelOutputName, meaning };
  const mapsMeaning = `${maps.map((kind) => mapMeanings[kind]).join('; ')}: (batch, ${maps.length}, height, width).`;
  return { name: modelOutputName, meaning, maps: mapsOutputName, mapsMeaning };
}

/** Writes `model.onnx` and `card.json`; the model first, so that a card never speaks of a model that is not there. */
export async function writeResult(context: ResultContext, model: BestModel, stepsDone: number): Promise<void> {
  const { runFolder, network } = context;
  await writeDurably(join(runFolder, 'model.onnx'), writeModel(buildForwardGraph(network, model.weights)));
  const card = cardOf(context, model, stepsDone);
  await writeDurably(join(runFolder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
}

function cardOf(context: ResultContext, model: BestModel, stepsDone: number): ModelCard {
  const { config, dataset, datasetHash, network, normalisation, validationImages } = context;
  const train = dataset.images.filter(({ split }) => split === 'train');
  const smallest = smallestAreas(dataset);
  const scores = dataset.labels.map(({ name }, index) => [name, model.dicePerLabel[index] ?? null] as const);
  return {
    format: 'maskwright-model-1',
    architecture: network.name,
    task: config.separation === 'components' ? 'semantic' : 'instances',
    separation: config.separation,
    leastContrast: model.objects?.leastContrast ?? defaultContrast,
    leastScore: model.objects?.leastScore ?? 0,
    labels: dataset.labels.map(({ id, name, colour }, index) => {
      return { id, name, colour, smallestArea: smallest[index] ?? 1 };
    }),
    input: {
      name: modelInputName,
      channels: network.channels === 1 ? 1 : 3,
      multipleOf: network.multipleOf,
      ...(network.onlySize === undefined ? {} : { onlySize: network.onlySize }),
      tileSize: config.patchSize,
    },
    output: outputOf(network, config.separation),
    intensities: config.intensities,
    normalisation: { mean: [...normalisation.mean], standardDeviation: [...normalisation.standardDeviation] },
    trainedOn: {
      images: train.length,
      objects: train.reduce((sum, { objects }) => sum + objects.length, 0),
      datasetHash,
    },
    settings: { ...config },
    metrics: {
      dice: validationImages === 0 ? null : model.dice,
      dicePerLabel: Object.fromEntries(scores),
      ...(model.objects === null ? {} : { objects: model.objects.mean, objectsAtHalf: model.objects.atHalf }),
      validationImages,
      step: model.step,
      steps: stepsDone,
    },
    createdAt: new Date().toISOString(),
    programVersion: packageJson.version,
  };
}
