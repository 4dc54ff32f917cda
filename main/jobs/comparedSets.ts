import { AppError } from '../../app/contract/errors.ts';
import type { ComparedSet } from '../../app/contract/modelViews.ts';
import type { ImageSummary, ModelSummary } from '../../app/contract/views.ts';
import { isLabelled, isUnlabelled } from '../../app/model/imageReview.ts';
import type { ModelId } from '../../app/model/records.ts';
import type { ProjectStore } from '../store/projectStore.ts';

const belongs: { readonly [S in ComparedSet]: (image: ImageSummary) => boolean } = {
  val: (image) => isLabelled(image) && image.split === 'val',
  test: (image) => isLabelled(image) && image.split === 'test',
  labelled: isLabelled,
  unlabelled: isUnlabelled,
  all: () => true,
};

const nothingToCompare: { readonly [S in ComparedSet]: string } = {
  val: 'There are no held-out images to compare the models on.',
  test: 'There are no test images to compare the models on.',
  labelled: 'There are no labelled images to compare the models on.',
  unlabelled: 'There are no unlabelled images to compare the models on.',
  all: 'There are no images to compare the models on.',
};

export function imagesOfSet(project: ProjectStore, set: ComparedSet): readonly ImageSummary[] {
  return project.images.list().filter(belongs[set]);
}

/** Throws NOTHING_TO_DO where the set is empty. */
export function requiredImages(project: ProjectStore, set: ComparedSet): readonly ImageSummary[] {
  const images = imagesOfSet(project, set);
  if (images.length === 0) throw new AppError('NOTHING_TO_DO', nothingToCompare[set]);
  return images;
}

/** In the order of the ids. Throws NO_MODEL for an unknown one, INVALID_INPUT for one that is named twice. */
export function distinctModels(project: ProjectStore, modelIds: readonly ModelId[]): readonly ModelSummary[] {
  if (new Set(modelIds).size < modelIds.length) {
    throw new AppError('INVALID_INPUT', 'A model cannot be compared with itself; choose two different ones.');
  }
  return modelIds.map((id) => project.models.get(id));
}
