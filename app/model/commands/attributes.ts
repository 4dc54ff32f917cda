import {
  type AttributeDefinition,
  type AttributeValue,
  type AttributeValues,
  takesValue,
  valuesUnder,
} from '../attributes.ts';
import type { RecordChange, RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { AnnotationId, AnnotationRecord, LabelId } from '../records.ts';
import { annotationsOf, edited } from './changes.ts';

/**
 * Gives a label other attributes: new ones, renamed ones, fewer. `annotations`: all objects of the project that carry
 * it, on any image; they lose the values that do not fit any more. Neither their shape nor who is answerable for it
 * changes thereby, so they stay undecided, and of the same time, where they are.
 */
export function setAttributes(
  document: Pick<LabellingDocument, 'labels'>,
  args: {
    readonly labelId: LabelId;
    readonly attributes: readonly AttributeDefinition[];
    readonly annotations: readonly AnnotationRecord[];
  },
): RecordDiff {
  const label = document.labels.get(args.labelId);
  if (label === undefined) return [];
  const { attributes } = args;
  const objects = args.annotations
    .filter(({ labelId }) => labelId === label.id)
    .flatMap((before): RecordChange[] => {
      const values = valuesUnder(before.attributes, label.attributes, attributes);
      if (sameValues(before.attributes, values)) return [];
      return [{ table: 'annotations', before, after: { ...before, attributes: values } }];
    });
  return [{ table: 'labels', before: label, after: { ...label, attributes } }, ...objects];
}

/**
 * Sets an attribute, by its name, on the objects whose label defines it and takes the value; `null` leaves it unset.
 */
export function setAttributeValue(
  document: LabellingDocument,
  args: {
    readonly ids: readonly AnnotationId[];
    readonly name: string;
    readonly value: AttributeValue | null;
    readonly now: number;
  },
): RecordDiff {
  const { name, value } = args;
  return annotationsOf(document, args.ids).flatMap((annotation) => {
    const definition = document.labels.get(annotation.labelId)?.attributes.find((known) => known.name === name);
    if (definition === undefined || (value !== null && !takesValue(definition, value))) return [];
    const { [definition.id]: before, ...others } = annotation.attributes;
    if ((before ?? null) === value) return [];
    const attributes = value === null ? others : { ...annotation.attributes, [definition.id]: value };
    return [edited(annotation, { attributes }, args.now)];
  });
}

function sameValues(first: AttributeValues, second: AttributeValues): boolean {
  const ids = Object.keys(first);
  return ids.length === Object.keys(second).length && ids.every((id) => first[id] === second[id]);
}
