import type { ImageSize } from '../../app/geometry/imageSize.ts';
import { geometryArea } from '../../app/geometry/measure.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import { spansFromMask } from '../../app/geometry/spans.ts';
import { touchingObjects } from '../../app/geometry/touching.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import { type AreaRecord, areasOf } from '../../app/model/areas.ts';
import { isLabelled } from '../../app/model/imageReview.ts';
import type { ImageId, LabelRecord, Split } from '../../app/model/records.ts';
import type { PlanImage } from '../../app/training/plan/planTraining.ts';
import type { RunDataset, RunObject } from '../../app/training/runDataset.ts';
import { assignSplits } from '../../app/training/splits.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** The ground truth of a project as training sees it: labelled images that are not kept for testing, without points. */
export interface TrainingSet {
  /** Labels with at least one object here, in their order; class `index + 1` of the network. */
  readonly labels: readonly LabelRecord[];
  readonly images: readonly (ImageSummary & { readonly split: Split })[];
  readonly objectsByImage: ReadonlyMap<ImageId, readonly AreaRecord[]>;
  /** Accepted objects of points, also on images that are not here for having nothing else. */
  readonly pointsLeftOut: number;
}

/** Undecided images get the split that they will keep once training starts; nothing is stored here. */
export function readTrainingSet(project: ProjectStore): TrainingSet {
  const candidates = project.images.list().filter(({ split, review }) => split !== 'test' && review !== 'rejected');
  const labelled = candidates.filter(isLabelled);
  const splits = assignSplits(labelled);
  const images = labelled.map((image) => ({ ...image, split: splits.get(image.id) ?? 'train' }));
  const accepted = areasOf(project.annotations.accepted(images.map(({ id }) => id)));
  const used = new Set(accepted.map(({ labelId }) => labelId));
  const labels = project.labels.list().filter(({ id }) => used.has(id));
  const pointsLeftOut = candidates.reduce((sum, image) => sum + image.accepted - image.areas, 0);
  return { labels, images, objectsByImage: Map.groupBy(accepted, ({ imageId }) => imageId), pointsLeftOut };
}

/** So many objects tell how often objects touch; comparing all of a large project would take seconds. */
const comparedObjects = 3000;

export function planImages({ labels, images, objectsByImage }: TrainingSet): PlanImage[] {
  const classOf = classIndexes(labels);
  let compared = 0;
  return images.map((image) => {
    const annotations = objectsByImage.get(image.id) ?? [];
    const touches = compared < comparedObjects ? touchingAnnotations(annotations, image) : new Set();
    compared += annotations.length;
    return {
      width: image.width,
      height: image.height,
      channels: image.channels,
      bitDepth: image.bitDepth,
      brightest: image.valueRange.high,
      pixelMm: image.pixelSpacing === null ? null : Math.sqrt(image.pixelSpacing.xMm * image.pixelSpacing.yMm),
      split: image.split,
      objects: annotations.map(({ id, labelId, geometry }) => ({
        classIndex: classOf(labelId),
        area: geometryArea(geometry),
        touches: touches.has(id),
      })),
    };
  });
}

/** Those that touch another one of their label. */
function touchingAnnotations(annotations: readonly AreaRecord[], size: ImageSize): ReadonlySet<string> {
  const found = new Set<string>();
  const objects = annotations.filter(({ isCrowd }) => !isCrowd);
  for (const sameLabel of Map.groupBy(objects, ({ labelId }) => labelId).values()) {
    const spans = sameLabel.map(({ geometry }) => {
      const mask = maskFromGeometry(geometry, size);
      return mask === null ? [] : spansFromMask(mask);
    });
    for (const [index, touches] of touchingObjects(spans).entries()) {
      const annotation = sameLabel[index];
      if (touches && annotation !== undefined) found.add(annotation.id);
    }
  }
  return found;
}

/** `dataset.json` of a run. */
export function runDataset(project: ProjectStore, { labels, images, objectsByImage }: TrainingSet): RunDataset {
  const classOf = classIndexes(labels);
  return {
    labels: labels.map(({ id, name, colour }) => ({ id, name, colour })),
    images: images.map((image) => ({
      id: image.id,
      name: image.name,
      file: project.images.absolutePath(image),
      width: image.width,
      height: image.height,
      channels: image.channels,
      bitDepth: image.bitDepth,
      split: image.split,
      objects: (objectsByImage.get(image.id) ?? []).map(({ labelId, geometry, isCrowd }): RunObject => ({
        classIndex: classOf(labelId),
        geometry,
        isCrowd,
      })),
    })),
  };
}

/** Class of the network for a label: 1 is the first label, 0 the background. */
function classIndexes(labels: readonly LabelRecord[]): (labelId: string) => number {
  const classByLabel = new Map(labels.map(({ id }, index) => [id, index + 1]));
  return (labelId) => {
    const classIndex = classByLabel.get(labelId);
    if (classIndex === undefined) throw new Error(`Annotation with the unknown label ${labelId}`);
    return classIndex;
  };
}
