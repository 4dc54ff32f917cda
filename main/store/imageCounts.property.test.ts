import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnnotationRecord, AnnotationStatus } from '../../app/model/records.ts';
import { isLabelled } from '../../app/model/imageReview.ts';
import { createJobHost } from '../../tests/fixtures/jobHost.ts';
import { annotationRecord, imageRecord, labelRecord } from '../../tests/fixtures/records.ts';
import type { ProjectStore } from './projectStore.ts';

const geometries = [
  { kind: 'points', points: [1, 1] },
  { kind: 'polygon', parts: [{ outline: [1, 1, 5, 1, 5, 5], holes: [] }] },
  { kind: 'mask', box: { x: 0, y: 0, width: 2, height: 2 }, counts: '04' },
] as const;
const imageIds = ['a', 'b', 'c'] as const;
const drafts = fc.array(
  fc.record({
    imageId: fc.constantFrom(...imageIds),
    status: fc.constantFrom<AnnotationStatus>('accepted', 'suggested', 'rejected'),
    geometry: fc.constantFrom(...geometries),
  }),
  { maxLength: 12 },
);

test('the counts of the list are those of a plain count, before and after objects change', () => {
  fc.assert(
    fc.property(drafts, drafts, (first, changed) => {
      const { project } = createJobHost();
      project.images.add(imageIds.map((id) => imageRecord(id, { contentHash: id })));
      project.labels.add([labelRecord('cell')]);
      const records = first.map((draft, index) => annotationRecord(String(index), draft.imageId, 'cell', draft));
      project.annotations.add(records);
      expectCounts(project, records);
      const after = records.map((record, index): AnnotationRecord => {
        const draft = changed[index];
        return draft === undefined ? record : { ...record, status: draft.status, geometry: draft.geometry };
      });
      const diff = after.flatMap((record, index) => {
        const before = records[index] ?? null;
        return before === record ? [] : [{ table: 'annotations' as const, before, after: record }];
      });
      if (diff.length > 0) project.edits.commit(diff, 'Change');
      expectCounts(project, after);
    }),
    { numRuns: 25 },
  );
});

function expectCounts(project: ProjectStore, all: readonly AnnotationRecord[]): void {
  const listed = project.images.list();
  const counts = project.images.counts(imageIds);
  for (const id of imageIds) {
    const accepted = all.filter(({ imageId, status }) => imageId === id && status === 'accepted');
    const areas = accepted.filter(({ geometry }) => geometry.kind !== 'points').length;
    const plain = { accepted: accepted.length, areas };
    expect(counts[id]).toMatchObject(plain);
    expect(listed.find((image) => image.id === id)).toMatchObject(plain);
  }
  expect(project.summary().labelled).toBe(listed.filter(isLabelled).length);
}
