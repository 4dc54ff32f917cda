import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { JobResult, Refusal } from '../../app/contract/jobs.ts';
import { maskKey } from '../../app/formats/coco/writeCoco.ts';
import type { CocoLabel } from '../../app/formats/coco/readCategories.ts';
import type { Geometry, MaskGeometry } from '../../app/geometry/geometry.ts';
import { maskFromGeometry } from '../../app/geometry/rasterise.ts';
import { newLabel } from '../../app/model/defaultLabels.ts';
import type { AnnotationRecord, ImageId, ImageRecord, LabelId, LabelRecord } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';

export interface ObjectToImport {
  /** Name of its label. */
  readonly label: string;
  readonly geometry: Geometry;
  /** Its pixels inside the image. */
  readonly mask: MaskGeometry;
  readonly isCrowd: boolean;
}

export interface ObjectImporter {
  /** All objects of one image; those that it has already, with the same pixels and label, are counted and left out. */
  add(image: Pick<ImageRecord, 'id' | 'width' | 'height'>, objects: readonly ObjectToImport[]): Promise<void>;
  /** The image is labelled completely. */
  markDone(imageId: ImageId, isNegative: boolean): void;
  readonly objects: number;
  /** Commits what is left and sums up. */
  finish(refused: readonly Refusal[]): Extract<JobResult, { kind: 'importAnnotations' }>;
}

const batchSize = 500;

/**
 * Brings accepted objects of a file into the project, some hundred in one transaction, outside of the undo history.
 * `labels` are made as far as the project lacks them, once something is taken.
 */
export function createObjectImporter(
  context: Pick<HostContext, 'events'>,
  project: ProjectStore,
  file: string,
  labels: readonly CocoLabel[],
): ObjectImporter {
  const labelIds = new Map<string, LabelId>();
  const newLabels: string[] = [];
  const imageIds = new Set<ImageId>();
  let batch: AnnotationRecord[] = [];
  let doneIds: ImageId[] = [];
  let objectCount = 0;
  let alreadyPresent = 0;
  let negatives = 0;

  const commit = (): void => {
    if (batch.length === 0 && doneIds.length === 0) return;
    project.transaction(() => {
      project.annotations.add(batch);
      project.images.markDone(doneIds);
    });
    objectCount += batch.length;
    const changed = [...new Set([...batch.map(({ imageId }) => imageId), ...doneIds])];
    context.events.publish({ kind: 'imagesChanged', imageIds: changed });
    batch = [];
    doneIds = [];
  };

  const prepareLabels = (): void => {
    if (labelIds.size > 0) return;
    project.transaction(() => {
      for (const label of labels) {
        const known = project.labels.findByName(label.name);
        const record = known ?? labelFor(label, project.labels.list());
        if (known === null) {
          project.labels.add([record]);
          newLabels.push(label.name);
        }
        labelIds.set(label.name, record.id);
        keepCategoryId(project, record, label.categoryId);
      }
    });
    context.events.publish({ kind: 'labelsChanged' });
  };

  return {
    add: async (image, objects) => {
      if (objects.length === 0) return;
      prepareLabels();
      const present = presentObjects(project, image);
      const now = Date.now();
      for (const { label, geometry, mask, isCrowd } of objects) {
        const labelId = labelIds.get(label);
        if (labelId === undefined) throw new Error(`Label ${label} was not announced`);
        const key = `${labelId} ${maskKey(mask)}`;
        if (present.has(key)) {
          alreadyPresent += 1;
          continue;
        }
        present.add(key);
        imageIds.add(image.id);
        batch.push({
          id: randomUUID(),
          imageId: image.id,
          labelId,
          geometry,
          source: { kind: 'import', file },
          score: null,
          status: 'accepted',
          isCrowd,
          createdAt: now,
          updatedAt: now,
        });
      }
      if (batch.length < batchSize) return;
      commit();
      await setImmediate();
    },
    markDone: (imageId, isNegative) => {
      if (isNegative) negatives += 1;
      doneIds.push(imageId);
    },
    get objects() {
      return objectCount + batch.length;
    },
    finish: (refused) => {
      commit();
      return {
        kind: 'importAnnotations',
        objects: objectCount,
        images: imageIds.size,
        newLabels,
        alreadyPresent,
        negatives,
        refused,
      };
    },
  };
}

function labelFor({ name, supercategory }: CocoLabel, existing: readonly LabelRecord[]): LabelRecord {
  return { ...newLabel(randomUUID(), name, existing), supercategory };
}

/** The first file to number a label decides; a number that belongs to another label is not taken again. */
function keepCategoryId(project: ProjectStore, label: LabelRecord, categoryId: number | null): void {
  if (categoryId === null || label.categoryId !== null) return;
  if (project.exportIds.reserve('category', label.id, categoryId)) project.labels.setCategoryId(label.id, categoryId);
}

/** Label and pixels of every accepted object of the image. */
function presentObjects(project: ProjectStore, image: Pick<ImageRecord, 'id' | 'width' | 'height'>): Set<string> {
  const present = new Set<string>();
  for (const { labelId, geometry } of project.annotations.accepted([image.id])) {
    const mask = maskFromGeometry(geometry, image);
    if (mask !== null) present.add(`${labelId} ${maskKey(mask)}`);
  }
  return present;
}
