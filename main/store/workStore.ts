import type { ObjectFate } from '../../app/contract/workViews.ts';
import type { AnnotationSource, AnnotationStatus } from '../../app/model/records.ts';
import type { WorkedObject } from '../../app/work/workReport.ts';
import type { Database } from './database.ts';

/** What is known of people's work. */
export interface WorkStore {
  /** Objects with a fate; not those that are undecided, and not drawn ones that were deleted again. */
  objects(): WorkedObject[];
  days(): { readonly day: string; readonly activeMs: number }[];
}

interface ObjectRow {
  readonly label_id: string;
  readonly model_id: string | null;
  readonly source: AnnotationSource['kind'];
  readonly status: AnnotationStatus | 'removed';
  readonly corrected: number;
  readonly active_ms: number;
  readonly measured_edits: number;
  readonly unmeasured_edits: number;
  readonly decided_at: number;
}

export function createWorkStore(database: Database): WorkStore {
  // What went with its image or label was not rejected.
  const objects = database.prepare<[], ObjectRow>(
    `SELECT label_id, model_id, source, status, corrected, active_ms, measured_edits, unmeasured_edits, decided_at
     FROM object_work
     WHERE status <> 'removed' OR (image_id IN (SELECT id FROM images) AND label_id IN (SELECT id FROM labels))`,
  );
  const days = database.prepare<[], { day: string; activeMs: number }>(
    'SELECT day, active_ms AS activeMs FROM work_days ORDER BY day',
  );
  return {
    objects: () =>
      objects.all().flatMap((row) => {
        const fate = fateOf(row);
        if (fate === null) return [];
        return {
          labelId: row.label_id,
          modelId: row.model_id,
          fate,
          activeMs: row.active_ms,
          isMeasured: row.measured_edits > 0 && row.unmeasured_edits === 0,
          decidedAt: row.decided_at,
        };
      }),
    days: () => days.all(),
  };
}

function fateOf({ source, status, corrected }: ObjectRow): ObjectFate | null {
  if (status === 'suggested') return null;
  if (source === 'model') {
    if (status !== 'accepted') return 'rejected';
    return corrected === 1 ? 'corrected' : 'untouched';
  }
  if (status !== 'accepted') return null;
  return source === 'person' ? 'drawn' : 'imported';
}
