import type { TrainConfigKey } from '../trainConfig.ts';

/** Why a setting was chosen: the kind of reason, and the numbers of the data and the machine that it speaks of. */
interface ReasonNumbers {
  objectsTouch: { readonly percent: number };
  objectsApart: { readonly percent: number };
  fewTouching: { readonly touching: number };
  noObjectsYet: object;
  firstChoice: object;
  manyImagesAndGpu: { readonly images: number };
  differentLight: { readonly ratio: number };
  sameLight: object;
  fewInBatch: object;
  seenWhole: { readonly pixels: number; readonly halvings: number };
  sizesUnknown: { readonly halvings: number };
  wideOnGpu: object;
  narrowOnCores: { readonly cores: number };
  nearlyWholeImage: { readonly pixels: number };
  objectsWhole: { readonly patch: number; readonly pixels: number };
  fitsMemory: { readonly cutOuts: number; readonly gigabytes: number };
  steadyLearning: { readonly cutOuts: number };
  timeForImages: {
    readonly images: number;
    readonly objects: number;
    readonly labels: number;
    readonly megapixels: number;
    readonly minutes: number;
  };
  rareLabel: { readonly ratio: number };
  smallShare: { readonly percent: number };
  enoughObjects: { readonly percent: number };
  steadyWeights: object;
  aimedAtRare: { readonly percent: number };
  aimedAtObjects: { readonly percent: number };
  negatives: { readonly images: number };
  colours: { readonly images: number };
  grey: object;
  bendingShapes: object;
  differentSpacing: { readonly ratio: number };
  asParent: { readonly model: string };
  asParentInstead: { readonly model: string };
  goesOn: { readonly model: string };
  beginsAfresh: object;
  ownBeginning: object;
  parentLabels: { readonly model: string };
  parentColours: { readonly model: string };
  parentSetting: { readonly model: string; readonly setting: TrainConfigKey };
  parentUnreadable: { readonly model: string };
}

export type PlanReason = {
  [K in keyof ReasonNumbers]: { readonly kind: K } & ReasonNumbers[K];
}[keyof ReasonNumbers];

/** One sentence for every kind of reason; each language has such a table. */
export type ReasonSentences = { readonly [K in keyof ReasonNumbers]: (numbers: ReasonNumbers[K]) => string };

export const reasonsInEnglish: ReasonSentences = {
  objectsTouch: ({ percent }) =>
    `${percent} % of the objects touch another one, so the network learns their rims to tell them apart.`,
  objectsApart: ({ percent }) =>
    `Only ${percent} % of the objects touch another one, so what hangs together is taken for one object.`,
  fewTouching: ({ touching }) =>
    `Only ${touching} objects touch another one, too few to learn from how to tell them apart.`,
  noObjectsYet: () => 'Nothing is known of the objects yet.',
  firstChoice: () => 'A U-Net keeps fine outlines and learns most from few images.',
  manyImagesAndGpu: ({ images }) =>
    `${images} images and a graphics processor are enough for a network with more layers.`,
  differentLight: ({ ratio }) =>
    `The brightest image is ${ratio} times as bright as the darkest, so each is measured by its own darkest and brightest values.`,
  sameLight: () => 'All images have about the same light, which then says something about the objects.',
  fewInBatch: () => 'A few cut-outs in a step are too few to be normalised together.',
  seenWhole: ({ pixels, halvings }) =>
    `Most objects are up to ${pixels} pixels across; ${halvings} halvings let the network see them whole.`,
  sizesUnknown: ({ halvings }) => `${halvings} halvings suit objects of small and medium size.`,
  wideOnGpu: () => 'A graphics processor has the speed for a wide network.',
  narrowOnCores: ({ cores }) => `On ${cores} processor cores a narrow network learns most in the given time.`,
  nearlyWholeImage: ({ pixels }) =>
    `The images are about ${pixels} pixels on their shorter side, so a cut-out shows nearly all of one.`,
  objectsWhole: ({ patch, pixels }) =>
    `Cut-outs of ${patch} pixels show objects of about ${pixels} pixels whole and keep a step short.`,
  fitsMemory: ({ cutOuts, gigabytes }) => `${cutOuts} in a step are what fits into ${gigabytes} GB of memory.`,
  steadyLearning: ({ cutOuts }) => `${cutOuts} in a step are enough for steady learning.`,
  timeForImages: ({ images, objects, labels, megapixels, minutes }) =>
    `${images} images with ${objects} objects${labels > 1 ? ` of ${labels} labels` : ''} (${megapixels} megapixels) are learnt in about ${minutes} minutes.`,
  rareLabel: ({ ratio }) =>
    `The commonest label covers ${ratio} times the area of the rarest, so rare labels count more.`,
  smallShare: ({ percent }) => `Objects cover ${percent} % of the images, so they count more than the background.`,
  enoughObjects: ({ percent }) => `Objects cover ${percent} % of the images, so all pixels count alike.`,
  steadyWeights: () => 'The mean of the weights of the last steps is better than those of any one step.',
  aimedAtRare: ({ percent }) => `Objects cover only ${percent} % of the images, so most cut-outs are aimed at one.`,
  aimedAtObjects: ({ percent }) => `Objects cover ${percent} % of the images; some cut-outs are taken anywhere.`,
  negatives: ({ images }) => `${images} images have no object, and teach what is none.`,
  colours: ({ images }) => `${images} images have colours, which stains and lamps change, so they vary in training.`,
  grey: () => 'The images are grey.',
  bendingShapes: () => 'Touching objects vary in shape, so cut-outs are bent a little.',
  differentSpacing: ({ ratio }) =>
    `The coarsest image has pixels ${ratio} times as large as the finest, so cut-outs vary more in size.`,
  asParent: ({ model }) => `As ${model}, which it goes on from, was trained.`,
  asParentInstead: ({ model }) =>
    `As ${model}, which it goes on from, was trained; a training that starts afresh would do otherwise.`,
  goesOn: ({ model }) => `Goes on from ${model}, with its weights.`,
  beginsAfresh: () => 'Begins with random weights.',
  ownBeginning: () => 'Begins with the model file that was chosen.',
  parentLabels: ({ model }) => `Begins with random weights, because ${model} knows other labels.`,
  parentColours: ({ model }) =>
    `Begins with random weights, because of ${model} and the images one knows colours and the other only grey.`,
  parentSetting: ({ model, setting }) =>
    `Begins with random weights, because ${model} was trained with another value of the setting "${setting}".`,
  parentUnreadable: ({ model }) => `Begins with random weights, because the description of ${model} cannot be read.`,
};

/** The sentence of a reason, in the language of `sentences`. */
export function reasonText(reason: PlanReason, sentences: ReasonSentences): string {
  return (sentences[reason.kind] as (numbers: PlanReason) => string)(reason);
}
