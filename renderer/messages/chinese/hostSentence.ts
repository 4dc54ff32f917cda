import { annotations } from './hostSentences/annotations.ts';
import { edits } from './hostSentences/edits.ts';
import { images } from './hostSentences/images.ts';
import { importedNetworks } from './hostSentences/importedNetworks.ts';
import { machine } from './hostSentences/machine.ts';
import { modelFiles } from './hostSentences/modelFiles.ts';
import { models } from './hostSentences/models.ts';
import { projects } from './hostSentences/projects.ts';
import { training } from './hostSentences/training.ts';
import { trainingSettings } from './hostSentences/trainingSettings.ts';
import { rows } from './hostSentences/rows.ts';
import { trainSettings } from './trainSettings.ts';
import type { TrainConfigKey } from '../../../app/training/trainConfig.ts';
import type { SentenceCatalogue } from '../sentences/sentenceCatalogue.ts';
import { sentenceTranslator } from '../sentences/sentenceTranslator.ts';

export const hostSentences: readonly SentenceCatalogue[] = [
  annotations,
  edits,
  images,
  importedNetworks,
  machine,
  modelFiles,
  models,
  projects,
  training,
  trainingSettings,
];

/** What a row of a file is called there, in Chinese. */
export const rowName = sentenceTranslator([rows]);

const settingName = (key: string): string =>
  Object.hasOwn(trainSettings, key) ? trainSettings[key as TrainConfigKey].name : key;

const names = {
  setting: settingName,
  settings: (keys: string) => keys.split(', ').map(settingName).join('、'),
};

/** A finished English sentence of the host, in Chinese as far as it is known. */
export const hostSentence = sentenceTranslator(hostSentences, names);
