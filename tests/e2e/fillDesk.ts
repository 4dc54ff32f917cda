import { annotationRecord, commentRecord } from '../fixtures/records.ts';
import { expect } from './fixtures.ts';
import type { LabellingDesk } from './labellingDesk.ts';

/** Two objects, a suggestion, attributes, tags and comments: what the panels have fields and rows for. */
export async function fillDesk(desk: LabellingDesk): Promise<void> {
  const [cell] = await desk.labels();
  const { image } = await desk.stored();
  if (cell === undefined) throw new Error('The desk has no label.');
  const attribute = { defaultValue: null, options: [] };
  const stage = { ...attribute, id: 'stage', name: 'Stage', kind: 'choice', options: ['early', 'late'] } as const;
  const size = { ...attribute, id: 'size', name: 'Size', kind: 'number' } as const;
  const square = (id: string, left: number, change = {}) => {
    const outline = [left, 40, left + 60, 40, left + 60, 100, left, 100];
    const geometry = { kind: 'polygon', parts: [{ outline, holes: [] }] } as const;
    return annotationRecord(id, image.id, cell.id, { geometry, ...change });
  };
  const suggested = { status: 'suggested', score: 0.83, source: { kind: 'model', modelId: 'model' } };
  await desk.commit([
    { table: 'labels', before: cell, after: { ...cell, attributes: [stage, size], hotkey: '1' } },
    { table: 'images', before: image, after: { ...image, tags: ['out-of-focus'] } },
    ...[
      square('first', 20, { groupId: 'pair' }),
      square('second', 120, { groupId: 'pair' }),
      square('third', 220, suggested),
    ].map((after) => ({ table: 'annotations', before: null, after }) as const),
    ...[
      commentRecord('asked', image.id, { point: { x: 150, y: 150 } }),
      commentRecord('answered', image.id, { point: { x: 80, y: 200 }, resolved: true }),
    ].map((after) => ({ table: 'comments', before: null, after }) as const),
  ]);
  await expect(desk.rows).toHaveCount(3);
  await expect(desk.page.getByTestId('image-tag')).toBeVisible();
}
