import * as v from 'valibot';
import type { Geometry } from '../geometry/geometry.ts';
import { type AttributeValue, valuesByName } from './attributes.ts';
import type { LabellingDocument } from './document.ts';
import { checkGeometry } from './invariants.ts';
import { geometry } from './recordSchemas.ts';
import type { AnnotationId, GroupId, LabelId } from './records.ts';

/** What of an object goes with it from image to image: the rest is made when it is pasted. */
export interface CopiedObject {
  readonly labelId: LabelId;
  /** Names the label in another project. */
  readonly labelName: string;
  readonly geometry: Geometry;
  readonly isCrowd: boolean;
  /** Values by the names of the attributes, which another project may have too. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Objects with the same one belong together. */
  readonly groupId: GroupId | null;
}

const typeMark = 'maskwright/objects';

const copiedObjects = v.strictObject({
  type: v.literal(typeMark),
  version: v.literal(1),
  objects: v.pipe(
    v.array(
      v.strictObject({
        labelId: v.string(),
        labelName: v.string(),
        geometry,
        isCrowd: v.boolean(),
        attributes: v.record(v.string(), v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean()])),
        groupId: v.nullable(v.string()),
      }),
    ),
    v.minLength(1),
    v.check((objects) => objects.every((object) => checkGeometry(object.geometry) === null)),
  ),
});

/** In drawing order. */
export function copyObjects(document: LabellingDocument, ids: readonly AnnotationId[]): readonly CopiedObject[] {
  const wanted = new Set(ids);
  return [...document.annotations.values()]
    .filter(({ id }) => wanted.has(id))
    .map(({ labelId, geometry: shape, isCrowd, attributes, groupId }) => {
      const label = document.labels.get(labelId);
      const named = valuesByName(attributes, label);
      return { labelId, labelName: label?.name ?? '', geometry: shape, isCrowd, attributes: named, groupId };
    });
}

/** As text for a clipboard, with a mark that says what it is. */
export function textOfCopied(objects: readonly CopiedObject[]): string {
  return JSON.stringify({ type: typeMark, version: 1, objects });
}

/** `null` for any other text, and for objects that nobody could have drawn. */
export function copiedFromText(text: string): readonly CopiedObject[] | null {
  if (!text.includes(typeMark)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Whatever it is, it was not copied here.
    return null;
  }
  const parsed = v.safeParse(copiedObjects, value);
  return parsed.success ? parsed.output.objects : null;
}
