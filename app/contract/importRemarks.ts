import type { JobResult, Refusal } from './jobs.ts';

/** What an import of annotations did not take as it is in the file, by what it is about. */
type ImportRemarkKind = 'objectsLeftOut' | 'entriesLeftOut' | 'objectsTakenInPart' | 'categoriesChanged';

export interface ImportRemark {
  readonly kind: ImportRemarkKind;
  /** Of objects, entries or categories; an entry of `details` may be about several objects, and several about one. */
  readonly count: number;
  readonly details: readonly Refusal[];
}

type ImportedAnnotations = Extract<JobResult, { kind: 'importAnnotations' }>;

/** Those that there are. */
export function importRemarks({ refused, inPart, objectsInPart }: ImportedAnnotations): readonly ImportRemark[] {
  const [objects, entries] = sorted(refused);
  const [parts, categories] = sorted(inPart);
  const remarks: readonly ImportRemark[] = [
    { kind: 'objectsLeftOut', count: objectsIn(objects), details: objects },
    { kind: 'entriesLeftOut', count: entries.length, details: entries },
    { kind: 'objectsTakenInPart', count: objectsInPart, details: parts },
    { kind: 'categoriesChanged', count: categories.length, details: categories },
  ];
  return remarks.filter(({ details }) => details.length > 0);
}

/** About objects, and about something else. */
function sorted(refusals: readonly Refusal[]): readonly [readonly Refusal[], readonly Refusal[]] {
  return [
    refusals.filter(({ objects }) => objects !== undefined),
    refusals.filter(({ objects }) => objects === undefined),
  ];
}

function objectsIn(refusals: readonly Refusal[]): number {
  return refusals.reduce((sum, { objects = 0 }) => sum + objects, 0);
}

export type ImportRemarkSentences = { readonly [K in ImportRemarkKind]: (count: number, shown: string) => string };

/** An entry is a row of the file that is no object, a mask file, or a value in one. */
export const importRemarksInEnglish: ImportRemarkSentences = {
  objectsLeftOut: (count, shown) => (count === 1 ? '1 object was left out' : `${shown} objects were left out`),
  entriesLeftOut: (count, shown) => (count === 1 ? '1 entry was left out' : `${shown} entries were left out`),
  objectsTakenInPart: (count, shown) =>
    count === 1 ? '1 object was taken with something left out' : `${shown} objects were taken with something left out`,
  categoriesChanged: (count, shown) =>
    count === 1 ? '1 category was taken with changes' : `${shown} categories were taken with changes`,
};
