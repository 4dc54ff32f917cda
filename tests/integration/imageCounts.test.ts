import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RecordChange } from '../../app/model/diff.ts';
import { reviewStates } from '../../app/model/imageReview.ts';
import { recordOf, withEdit } from '../../renderer/state/imageCounts.ts';
import { withLabelEdit } from '../../renderer/state/labelCounts.ts';
import { annotationRecord, imageRecord, labelRecord } from '../fixtures/records.ts';
import { createStoreHost } from '../fixtures/storeHost.ts';
import { temporaryFolder } from '../fixtures/temporaryFolder.ts';

const gestures = ['draw', 'suggest', 'change', 'delete', 'review', 'decide', 'removeImage', 'undo', 'redo'] as const;
const actions = fc.array(
  fc.record({ kind: fc.constantFrom(...gestures), choice: fc.nat(1000), score: fc.integer({ min: 0, max: 8 }) }),
  { minLength: 5, maxLength: 25 },
);

test(
  'a window that follows the edits knows of every image what a fresh reading says',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(actions, async (sequence) => {
        const host = createStoreHost(folder);
        const project = await host.projects.create(join(folder, String(run++)), 'Any');
        project.images.add(['one', 'two', 'three'].map((id) => imageRecord(id)));
        project.labels.add([labelRecord('cell'), labelRecord('crack')]);
        let images = await host.client.images.list();
        let cells: ReadonlyMap<string, number> = new Map();
        host.events.listen((event) => {
          if (event.kind === 'edit') {
            images = withEdit(images, event.diff, event.counts);
            cells = withLabelEdit(cells, 'cell', event.diff);
          }
          // Images that come back are read anew.
          if (event.kind === 'imagesChanged') images = project.images.list();
        });
        const commit = async (change: RecordChange): Promise<void> => {
          await host.client.edits.commit({ description: 'Edit', diff: [change] });
        };
        try {
          for (const [index, { kind, choice, score }] of sequence.entries()) {
            const image = images[choice % Math.max(1, images.length)];
            const objects = image === undefined ? [] : project.annotations.ofImage(image.id);
            const object = objects[choice % Math.max(1, objects.length)];
            const labelId = choice % 2 === 0 ? 'cell' : 'crack';
            if (kind === 'undo' || kind === 'redo') await host.client.edits[kind]({});
            else if (kind === 'decide') {
              const decision = choice % 2 === 0 ? 'accepted' : 'rejected';
              await host.client.edits.decideSuggestions({ decision, minScore: score / 8 });
            } else if (image === undefined) continue;
            else if (kind === 'removeImage') await host.client.images.remove({ imageIds: [image.id] });
            else if (kind === 'review') {
              const before = recordOf(image);
              const review = reviewStates[choice % reviewStates.length] ?? 'open';
              await commit({ table: 'images', before, after: { ...before, review } });
            } else if (kind === 'draw' || kind === 'suggest') {
              const suggestion = kind === 'suggest' ? ({ status: 'suggested', score: score / 8 } as const) : {};
              const after = annotationRecord(String(index), image.id, labelId, { updatedAt: choice, ...suggestion });
              await commit({ table: 'annotations', before: null, after });
            } else if (object !== undefined) {
              const after = kind === 'delete' ? null : { ...object, labelId, updatedAt: object.updatedAt + 1 };
              await commit({ table: 'annotations', before: object, after });
            }
            expect(images).toEqual(await host.client.images.list());
            expect(Object.fromEntries(cells)).toEqual(await host.client.images.withLabel({ labelId: 'cell' }));
          }
        } finally {
          await host.projects.close();
        }
      }),
      { numRuns: 12 },
    );
  },
);
