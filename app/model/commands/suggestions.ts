import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, AnnotationRecord, AnnotationStatus } from '../records.ts';

/** Decisions on what a model suggested. `ids` absent: all of the image. Objects that are no suggestions stay. */
export interface SuggestionChoice {
  readonly ids?: readonly AnnotationId[];
  /** 0-1; suggestions below it are left as they are. */
  readonly minScore?: number;
  readonly now: number;
}

export function acceptSuggestions(document: LabellingDocument, choice: SuggestionChoice): RecordDiff {
  return decide(document, choice, 'accepted');
}

/** Rejected ones are kept, out of sight, so that they are known not to be right. */
export function rejectSuggestions(document: LabellingDocument, choice: SuggestionChoice): RecordDiff {
  return decide(document, choice, 'rejected');
}

function decide(document: LabellingDocument, choice: SuggestionChoice, status: AnnotationStatus): RecordDiff {
  const ids = choice.ids === undefined ? null : new Set(choice.ids);
  const isChosen = ({ id, score }: AnnotationRecord) =>
    (ids === null || ids.has(id)) && (score ?? 1) >= (choice.minScore ?? 0);
  return [...document.annotations.values()]
    .filter((annotation) => annotation.status === 'suggested' && isChosen(annotation))
    .map((annotation) => ({
      table: 'annotations',
      before: annotation,
      after: { ...annotation, status, updatedAt: choice.now },
    }));
}
