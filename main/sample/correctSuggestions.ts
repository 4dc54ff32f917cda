import { randomUUID } from 'node:crypto';
import type { SampleTruth } from '../../app/contract/sampleTruth.ts';
import type { MaskGeometry } from '../../app/geometry/geometry.ts';
import { maskIou } from '../../app/geometry/maskOperations.ts';
import type { RecordChange } from '../../app/model/diff.ts';
import type { AnnotationRecord, ImageRecord } from '../../app/model/records.ts';
import type { Host } from '../host/host.ts';
import type { ProjectStore } from '../store/projectStore.ts';

/** A suggestion is right where it has the right label and at least this overlap with the exact object. */
const rightIou = 0.8;

export interface Corrections {
  readonly images: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly drawn: number;
}

/**
 * Does on the first images with suggestions what a careful person would: accepts right suggestions, rejects wrong ones,
 * draws what is missing, marks the image done; one gesture an image.
 */
export async function correctSuggestions(
  client: Host['client'],
  project: ProjectStore,
  truth: SampleTruth,
  imageCount: number,
): Promise<Corrections> {
  const images = project.images
    .list()
    .filter(({ review, suggested }) => review === 'open' && suggested > 0)
    .slice(0, imageCount);
  const sum = { images: images.length, accepted: 0, rejected: 0, drawn: 0 };
  for (const { id } of images) {
    const image = project.images.get(id);
    const exact = truth.find(({ name }) => name === image.name)?.objects ?? [];
    const { diff, accepted, rejected, drawn } = correctImage(project, image, exact);
    await client.edits.commit({ clientId: 'demo', description: `Correct ${image.name}`, diff });
    sum.accepted += accepted;
    sum.rejected += rejected;
    sum.drawn += drawn;
  }
  return sum;
}

function correctImage(project: ProjectStore, image: ImageRecord, exact: SampleTruth[number]['objects']) {
  const labelIds = new Map(project.labels.list().map(({ name, id }) => [name, id]));
  const missing = new Set(exact);
  const changes: RecordChange[] = [];
  let accepted = 0;
  const suggestions = project.annotations.ofImage(image.id).filter(({ status }) => status === 'suggested');
  for (const suggestion of suggestions) {
    const object = [...missing].find(
      ({ label, geometry }) => labelIds.get(label) === suggestion.labelId && overlap(suggestion, geometry) >= rightIou,
    );
    if (object) {
      missing.delete(object);
      accepted++;
    }
    const after: AnnotationRecord = { ...suggestion, status: object ? 'accepted' : 'rejected', updatedAt: Date.now() };
    changes.push({ table: 'annotations', before: suggestion, after });
  }
  for (const { label, geometry } of missing) {
    const labelId = labelIds.get(label);
    if (labelId === undefined) throw new Error(`The sample has no label ${label}`);
    changes.push({ table: 'annotations', before: null, after: drawnByHand(image, labelId, geometry) });
  }
  changes.push({ table: 'images', before: image, after: { ...image, review: 'done' } });
  return { diff: changes, accepted, rejected: suggestions.length - accepted, drawn: missing.size };
}

function overlap({ geometry }: AnnotationRecord, exact: MaskGeometry): number {
  return geometry.kind === 'mask' ? maskIou(geometry, exact) : 0;
}

function drawnByHand(image: ImageRecord, labelId: string, geometry: MaskGeometry): AnnotationRecord {
  const now = Date.now();
  return {
    id: randomUUID(),
    imageId: image.id,
    labelId,
    geometry,
    source: { kind: 'person' },
    score: null,
    status: 'accepted',
    isCrowd: false,
    attributes: {},
    groupId: null,
    createdAt: now,
    updatedAt: now,
  };
}
