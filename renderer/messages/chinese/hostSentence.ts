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
import { sentenceTranslator } from '../sentences/sentenceTranslator.ts';

export const hostSentences = [
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

/** A finished English sentence of the host, in Chinese as far as it is known. */
export const hostSentence = sentenceTranslator(hostSentences);
