import type { AreaGeometry, Ring } from '../../../app/geometry/geometry.ts';
import { subtractMask } from '../../../app/geometry/maskOperations.ts';
import { addHole } from '../../../app/geometry/polygonEdit.ts';
import { maskFromPolygon } from '../../../app/geometry/rasterise.ts';
import { withoutRepeatedVertices } from '../../../app/geometry/repeatedVertices.ts';
import { isSimpleRing } from '../../../app/geometry/simpleRing.ts';
import { fitAmong, type Neighbours } from '../../../app/model/commands/neighbours.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import type { AnnotationRecord } from '../../../app/model/records.ts';
import { drawObject } from '../drawObject.ts';
import { neighboursOf } from '../neighbourhood.ts';
import type { ToolContext } from '../toolNode.ts';
import { canClose, type Draft, draftRing } from './draft.ts';

/** Closes the ring into a new object, or into a hole of the selected one. False where nothing came of it. */
export function finishDraft(context: ToolContext, draft: Draft): boolean {
  if (!canClose(draft)) {
    context.notify('outlineTooSmall');
    return false;
  }
  // A double click places two vertices in one place.
  const ring = withoutRepeatedVertices(draftRing(draft));
  return draft.hole ? finishHole(context, ring) : finishObject(context, ring);
}

function finishObject(context: ToolContext, ring: Ring): boolean {
  if (ring.length < 6) {
    context.notify('outlineTooSmall');
    return false;
  }
  const geometry: AreaGeometry = { kind: 'polygon', parts: [{ outline: ring, holes: [] }] };
  const isDrawn = drawObject(context, 'drawPolygon', geometry, 'outlineTooSmall');
  if (isDrawn && !isSimpleRing(ring)) context.notify('outlineCrosses');
  return isDrawn;
}

function finishHole(context: ToolContext, ring: Ring): boolean {
  const [id] = context.selection();
  const document = context.document();
  const annotation = id === undefined ? undefined : document.annotations.get(id);
  const geometry = annotation === undefined ? undefined : withHole(context, annotation, ring);
  if (annotation === undefined || geometry === undefined) {
    context.notify('holeOutside');
    return false;
  }
  const now = context.now();
  // A hole takes nothing from others, but may run along the border of one that lies in it.
  const fitted =
    geometry === null ? null : fitAmong(geometry, bordersOf(context, geometry, annotation), document.image, now);
  const diff = changeGeometry(document, { id: annotation.id, geometry: fitted?.geometry ?? null, now });
  context.commit('cutHole', [...diff, ...(fitted?.changes ?? [])]);
  return true;
}

/** `undefined` where the ring does not lie in the object; `null` where nothing is left of it. */
function withHole(context: ToolContext, annotation: AnnotationRecord, ring: Ring): AreaGeometry | null | undefined {
  const { geometry } = annotation;
  if (geometry.kind === 'points') return undefined;
  if (geometry.kind === 'polygon') return addHole(geometry, ring) ?? undefined;
  const hole = maskFromPolygon({ kind: 'polygon', parts: [{ outline: ring, holes: [] }] }, context.document().image);
  const left = hole === null ? geometry : subtractMask(geometry, hole);
  return left?.counts === geometry.counts ? undefined : left;
}

function bordersOf(context: ToolContext, geometry: AreaGeometry, owner: AnnotationRecord): Neighbours {
  return { ...neighboursOf(context, geometry, owner), rule: 'free', concerned: [] };
}
