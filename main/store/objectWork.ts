import { createHash } from 'node:crypto';
import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
import type { AnnotationRecord } from '../../app/model/records.ts';
import { localDay } from '../../app/work/localDay.ts';
import type { Database } from './database.ts';
import type { SqlRow } from './recordTable.ts';

/** Keeps account of people's work, inside the transaction of the edit that it was for. */
export interface ObjectWork {
  /** A gesture of `activeMs`, shared among its objects; `null`: it was not measured. */
  record(diff: RecordDiff, activeMs: number | null): void;
  /** An undo or redo: what became of the objects follows their records, the time stays spent. */
  follow(diff: RecordDiff): void;
}

type ObjectChange = Extract<RecordChange, { readonly table: 'annotations' }>;

export function createObjectWork(database: Database): ObjectWork {
  const suggestedAs = database
    .prepare<[string], string | null>('SELECT suggested_as FROM object_work WHERE object_id = ?')
    .pluck();
  const addTime = database.prepare<[string, number]>(
    `INSERT INTO work_days (day, active_ms, gestures) VALUES (?, ?, 1)
     ON CONFLICT (day) DO UPDATE SET active_ms = active_ms + excluded.active_ms, gestures = gestures + 1`,
  );
  const add = database.prepare<[SqlRow]>(
    `INSERT INTO object_work (object_id, image_id, label_id, source, model_id, status, suggested_as, corrected,
       active_ms, measured_edits, unmeasured_edits, decided_at)
     VALUES (@id, @image, @label, @source, @model, @status, @suggestedAs, coalesce(@corrected, 0),
       @activeMs, @measured, @unmeasured + @earlierEdits, coalesce(@decidedAt, @earlierAt))
     ON CONFLICT (object_id) DO UPDATE SET label_id = excluded.label_id, status = excluded.status,
       corrected = coalesce(@corrected, corrected), active_ms = active_ms + excluded.active_ms,
       measured_edits = measured_edits + @measured, unmeasured_edits = unmeasured_edits + @unmeasured,
       decided_at = coalesce(@decidedAt, decided_at)`,
  );
  const update = database.prepare<[SqlRow]>(
    `UPDATE object_work SET label_id = @label, status = @status, corrected = @corrected WHERE object_id = @id`,
  );
  const removed = database.prepare<[string]>(`UPDATE object_work SET status = 'removed' WHERE object_id = ?`);

  const followObject = ({ before, after }: ObjectChange): void => {
    if (after === null) return void removed.run(before?.id ?? '');
    const suggestion = suggestedAs.get(after.id);
    if (suggestion === undefined) return;
    update.run({
      id: after.id,
      label: after.labelId,
      status: after.status,
      corrected: Number(suggestion !== null && suggestion !== shapeHash(after)),
    });
  };

  const recordObject = ({ before, after }: ObjectChange, activeMs: number | null, now: number): void => {
    const object = after ?? before;
    if (object === null) return;
    const { id, source } = object;
    const hashBefore = source.kind === 'model' && before !== null ? shapeHash(before) : null;
    const known = suggestedAs.get(id);
    const suggestion = known ?? (source.kind === 'model' ? (hashBefore ?? 'nothing like it') : null);
    const isSame = after !== null && after.geometry === before?.geometry && after.labelId === before.labelId;
    const isDecision = after === null || (after.status !== 'suggested' && after.status !== before?.status);
    // Where somebody has worked on it before there was this account, that counts as an edit that was not measured.
    const hadWork = before !== null && source.kind !== 'import' && before.status !== 'suggested';
    add.run({
      id,
      image: object.imageId,
      label: object.labelId,
      source: source.kind,
      model: source.kind === 'model' ? source.modelId : null,
      status: after?.status ?? 'removed',
      suggestedAs: suggestion,
      corrected:
        after === null || suggestion === null ? null : Number(suggestion !== (isSame ? hashBefore : shapeHash(after))),
      activeMs: activeMs ?? 0,
      measured: Number(activeMs !== null),
      unmeasured: Number(activeMs === null),
      earlierEdits: Number(hadWork),
      decidedAt: isDecision ? now : null,
      earlierAt: before?.updatedAt ?? now,
    });
  };

  return {
    record: (diff, activeMs) => {
      const now = Date.now();
      if (activeMs !== null) addTime.run(localDay(now), activeMs);
      const objects = diff.filter(isOfObject);
      if (diff.some(isOfLabelOrGoneImage)) return objects.forEach(followObject);
      for (const change of objects) recordObject(change, activeMs === null ? null : activeMs / objects.length, now);
    },
    follow: (diff) => diff.filter(isOfObject).forEach(followObject),
  };
}

const isOfObject = (change: RecordChange): change is ObjectChange => change.table === 'annotations';

/** What comes with a change of its label, or goes with its image, nobody has worked on by itself. */
const isOfLabelOrGoneImage = ({ table, after }: RecordChange): boolean =>
  table === 'labels' || (table === 'images' && after === null);

/** Of what a correction changes: label and shape. */
function shapeHash({ labelId, geometry }: AnnotationRecord): string {
  return createHash('sha256')
    .update(JSON.stringify([labelId, geometry]))
    .digest('hex');
}
