import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { JobResult, Refusal } from '../../app/contract/jobs.ts';
import { type CocoShape, shapeKey } from '../../app/formats/coco/readCoco.ts';
import {
  comparableName,
  type CocoValues,
  fittedValue,
  joinedAttributes,
} from '../../app/formats/coco/cocoAttributes.ts';
import type { CocoLabel } from '../../app/formats/coco/readCategories.ts';
import type { AttributeDefinition, AttributeValues } from '../../app/model/attributes.ts';
import { newLabel } from '../../app/model/defaultLabels.ts';
import type { AnnotationRecord, GroupId, ImageId, ImageRecord, LabelRecord } from '../../app/model/records.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { shapeOn } from './cocoRows.ts';

export type ObjectToImport = CocoShape & ImportedDetails;

interface ImportedDetails {
  /** Name of its label. */
  readonly label: string;
  readonly isCrowd: boolean;
  /** By the names of attributes. */
  readonly attributes: CocoValues;
  /** The same for objects of the image that belong together. */
  readonly group: number | null;
  /** What the file says of it beside that. */
  readonly omitted: readonly Refusal[];
}

export interface ObjectImporter {
  /** All objects of one image; those that it has already, with the same pixels or points and label, are counted and left out. */
  add(image: Pick<ImageRecord, 'id' | 'width' | 'height'>, objects: readonly ObjectToImport[]): Promise<void>;
  /** The image is labelled completely. */
  markDone(imageId: ImageId, isNegative: boolean): void;
  tag(imageId: ImageId, tags: readonly string[]): void;
  readonly objects: number;
  /** Commits what is left and sums up; `changedCategories` were taken otherwise than the file has them. */
  finish(
    refused: readonly Refusal[],
    changedCategories: readonly Refusal[],
  ): Extract<JobResult, { kind: 'importAnnotations' }>;
}

const batchSize = 500;

/**
 * Brings accepted objects of a file into the project, some hundred in one transaction, outside of the undo history.
 * `labels` and their attributes are made as far as the project lacks them, once something is taken. What the file does not
 * say of an object stays unset: defaults are for what a person draws.
 */
export function createObjectImporter(
  context: Pick<HostContext, 'events'>,
  project: ProjectStore,
  file: string,
  labels: readonly CocoLabel[],
): ObjectImporter {
  const labelsByName = new Map<string, LabelRecord>();
  const valuesLeftOut = new Map<string, number>();
  const newLabels: string[] = [];
  const imageIds = new Set<ImageId>();
  let batch: AnnotationRecord[] = [];
  let doneIds: ImageId[] = [];
  let tags = new Map<ImageId, readonly string[]>();
  let objectCount = 0;
  let alreadyPresent = 0;
  let negatives = 0;
  const omissions: Refusal[] = [];
  let objectsInPart = 0;

  const commit = (): void => {
    if (batch.length === 0 && doneIds.length === 0 && tags.size === 0) return;
    project.transaction(() => {
      project.annotations.add(batch);
      project.images.markDone(doneIds);
      project.images.addTags(tags);
    });
    objectCount += batch.length;
    const changed = [...new Set([...batch.map(({ imageId }) => imageId), ...doneIds, ...tags.keys()])];
    context.events.publish({ kind: 'imagesChanged', imageIds: changed });
    batch = [];
    doneIds = [];
    tags = new Map();
  };

  const prepareLabels = (): void => {
    if (labelsByName.size > 0) return;
    project.transaction(() => {
      for (const label of labels) {
        const known = project.labels.findByName(label.name);
        const record = known ?? labelFor(label, project.labels.list());
        if (known === null) {
          project.labels.add([record]);
          newLabels.push(label.name);
        }
        labelsByName.set(label.name, withAttributes(project, record, label));
        keepCategoryId(project, record, label.categoryId);
      }
    });
    context.events.publish({ kind: 'labelsChanged' });
  };

  /** The values under the ids of the label's attributes; those that do not fit are counted and left out. */
  const valuesOf = (label: LabelRecord, found: CocoValues): AttributeValues => {
    const definitions = new Map(label.attributes.map((definition) => [comparableName(definition.name), definition]));
    const entries = Object.entries(found).flatMap(([name, value]) => {
      const definition = definitions.get(name);
      const fitted = definition === undefined ? null : fittedValue(definition, value);
      if (definition !== undefined && fitted !== null) return [[definition.id, fitted] as const];
      const item = `${label.name}: ${name}`;
      valuesLeftOut.set(item, (valuesLeftOut.get(item) ?? 0) + 1);
      return [];
    });
    return Object.fromEntries(entries);
  };

  return {
    add: async (image, objects) => {
      if (objects.length === 0) return;
      prepareLabels();
      const present = presentObjects(project, image);
      const now = Date.now();
      const groupIds = new Map<number, GroupId>();
      for (const object of objects) {
        const { label: name, geometry, isCrowd, attributes, group, omitted } = object;
        const label = labelsByName.get(name);
        if (label === undefined) throw new Error(`Label ${name} was not announced`);
        const key = `${label.id} ${shapeKey(object)}`;
        if (present.has(key)) {
          alreadyPresent += 1;
          continue;
        }
        present.add(key);
        imageIds.add(image.id);
        if (group !== null && !groupIds.has(group)) groupIds.set(group, randomUUID());
        const values = valuesOf(label, attributes);
        omissions.push(...omitted);
        if (omitted.length > 0 || Object.keys(values).length < Object.keys(attributes).length) objectsInPart += 1;
        batch.push({
          id: randomUUID(),
          imageId: image.id,
          labelId: label.id,
          geometry,
          source: { kind: 'import', file },
          score: null,
          status: 'accepted',
          isCrowd,
          attributes: values,
          groupId: group === null ? null : (groupIds.get(group) ?? null),
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
    tag: (imageId, added) => void tags.set(imageId, added),
    get objects() {
      return objectCount + batch.length;
    },
    finish: (refused, changedCategories) => {
      commit();
      return {
        kind: 'importAnnotations',
        objects: objectCount,
        images: imageIds.size,
        newLabels,
        alreadyPresent,
        negatives,
        refused,
        inPart: [
          ...changedCategories,
          ...omissions,
          ...[...valuesLeftOut].map(([item, count]) => attributeLeftOut(item, count)),
        ],
        objectsInPart,
      };
    },
  };
}

function attributeLeftOut(item: string, objects: number): Refusal {
  return { item, reason: { kind: 'attributeLeftOut', objects }, objects };
}

/** The label with the attributes that the file has beside its own. */
function withAttributes(project: ProjectStore, label: LabelRecord, found: CocoLabel): LabelRecord {
  const add = (attribute: Omit<AttributeDefinition, 'id'>) => ({ id: randomUUID(), ...attribute });
  const attributes = joinedAttributes<AttributeDefinition>(label.attributes, found.attributes, add);
  project.labels.setAttributes(label.id, attributes);
  return { ...label, attributes };
}

function labelFor({ name, supercategory }: CocoLabel, existing: readonly LabelRecord[]): LabelRecord {
  return { ...newLabel(randomUUID(), name, existing), supercategory };
}

/** The first file to number a label decides; a number that belongs to another label is not taken again. */
function keepCategoryId(project: ProjectStore, label: LabelRecord, categoryId: number | null): void {
  if (categoryId === null || label.categoryId !== null) return;
  if (project.exportIds.reserve('category', label.id, categoryId)) project.labels.setCategoryId(label.id, categoryId);
}

/** Label and shape of every accepted object of the image. */
function presentObjects(project: ProjectStore, image: Pick<ImageRecord, 'id' | 'width' | 'height'>): Set<string> {
  const present = new Set<string>();
  for (const { labelId, geometry } of project.annotations.accepted([image.id])) {
    const shape = shapeOn(geometry, image);
    if (shape !== null) present.add(`${labelId} ${shapeKey(shape)}`);
  }
  return present;
}
