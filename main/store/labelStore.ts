import type { AttributeDefinition } from '../../app/model/attributes.ts';
import type { LabelId, LabelRecord } from '../../app/model/records.ts';
import type { Database } from './database.ts';
import { recordShapes } from './recordShapes.ts';
import type { SqlRow } from './recordTable.ts';
import type { RecordTables } from './recordTables.ts';

/** The labels of a project. Changes here are bulk work of jobs and stay out of the undo history. */
export interface LabelStore {
  /** In the person's order. */
  list(): LabelRecord[];
  add(labels: readonly LabelRecord[]): void;
  findByName(name: string): LabelRecord | null;
  setCategoryId(id: LabelId, categoryId: number): void;
  setAttributes(id: LabelId, attributes: readonly AttributeDefinition[]): void;
}

export function createLabelStore(database: Database, table: RecordTables['labels']): LabelStore {
  const all = database.prepare<[], SqlRow>('SELECT * FROM labels ORDER BY position, name, id');
  const byName = database.prepare<[string], SqlRow>('SELECT * FROM labels WHERE name = ? LIMIT 1');
  const setCategoryId = database.prepare<[number, string]>('UPDATE labels SET category_id = ? WHERE id = ?');
  const setAttributes = database.prepare<[string, string]>('UPDATE labels SET attributes = ? WHERE id = ?');
  const add = database.transaction((labels: readonly LabelRecord[]) => {
    for (const label of labels) table.add(label);
  });
  return {
    list: () => all.all().map(recordShapes.labels.recordOf),
    add: (labels) => add(labels),
    findByName: (name) => {
      const row = byName.get(name);
      return row === undefined ? null : recordShapes.labels.recordOf(row);
    },
    setCategoryId: (id, categoryId) => void setCategoryId.run(categoryId, id),
    setAttributes: (id, attributes) => void setAttributes.run(JSON.stringify(attributes), id),
  };
}
