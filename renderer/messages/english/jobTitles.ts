import type { TitleSentences } from '../../../app/contract/jobTitles.ts';

const sets = { val: 'held-out images', test: 'test images', labelled: 'labelled images' } as const;

export const jobTitles: TitleSentences = {
  importPlace: ({ place }) => `Import images from ${place}`,
  importFromFolder: ({ images, folder }) => `Import ${images} images from ${folder}`,
  importPlaces: ({ places }) => `Import images from ${places} places`,
  importMasks: ({ folder }) => `Import masks from ${folder}`,
  importObjects: ({ file }) => `Import objects from ${file}`,
  exportCoco: ({ images }) => `Export ${images === 1 ? '1 image' : `${images} images`} as COCO`,
  train: ({ images }) => `Train on ${images === 1 ? '1 image' : `${images} images`}`,
  search: ({ varied }) => `Search for better settings (${varied} varied)`,
  predict: ({ images }) => `Suggest objects on ${images === 1 ? '1 image' : `${images} images`}`,
  evaluate: ({ model, images, set }) => `Compare ${model} with the labels of ${images} ${sets[set]}`,
  scoreModels: ({ models, images, set }) => `Score ${models} models on ${images} ${sets[set]}`,
  learningCurve: ({ trainings }) => `Measure the learning curve with ${trainings} short trainings`,
  flicker: ({ first, second, images }) => `Find what changes between ${first} and ${second} on ${images} images`,
  exportModel: ({ model, form }) => `Export ${model} as ONNX, ${form}`,
  latency: ({ model }) => `Measure the speed of ${model}`,
  installEngine: () => 'Install tfjs-node-gpu',
  speedTest: ({ devices }) => (devices === 1 ? 'Test the speed of a device' : `Test the speed of ${devices} devices`),
};
