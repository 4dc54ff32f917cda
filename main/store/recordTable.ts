import type { Database } from './database.ts';

export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** How a record lies in its table: its column `id` is the record's id. */
export interface RecordShape<R> {
  readonly table: string;
  readonly rowOf: (record: R) => SqlRow;
  readonly recordOf: (row: SqlRow) => R;
}

/** Reading and writing one record of a table by its id. */
export interface RecordTable<R> {
  get(id: string): R | null;
  /** Refuses a record whose id is there already. */
  add(record: R): void;
  /** Adds the record, or writes over the one with its id. */
  put(record: R): void;
  remove(id: string): void;
}

export function createRecordTable<R>(database: Database, shape: RecordShape<R>): RecordTable<R> {
  const { table } = shape;
  const columns = storedColumns(database, table);
  const values = columns.map((column) => `@${column}`).join(', ');
  const overwrite = columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`);
  const select = database.prepare<[string], SqlRow>(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`);
  const insertion = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`;
  const insert = database.prepare<[SqlRow]>(insertion);
  const upsert = database.prepare<[SqlRow]>(`${insertion} ON CONFLICT (id) DO UPDATE SET ${overwrite.join(', ')}`);
  const remove = database.prepare<[string]>(`DELETE FROM ${table} WHERE id = ?`);
  return {
    get: (id) => {
      const row = select.get(id);
      return row === undefined ? null : shape.recordOf(row);
    },
    add: (record) => void insert.run(shape.rowOf(record)),
    put: (record) => void upsert.run(shape.rowOf(record)),
    remove: (id) => void remove.run(id),
  };
}

/** All but generated columns, which are for indexes: to read one with its row would compute it again. */
export function storedColumns(database: Database, table: string): readonly string[] {
  return (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
}
