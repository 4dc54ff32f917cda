import type { AreaGeometry } from '../../app/geometry/geometry.ts';
import { clipGeometry } from '../../app/geometry/transform.ts';
import { fitAmong } from '../../app/model/commands/neighbours.ts';
import { addAnnotation } from '../../app/model/commands/objects.ts';
import { neighboursOf } from './neighbourhood.ts';
import type { Gesture, ToolContext, ToolNotice } from './toolNode.ts';

/** A new object of the chosen label, which is then selected. False where nothing came of it: the person is told. */
export function drawObject(
  context: ToolContext,
  gesture: Gesture,
  geometry: AreaGeometry,
  offImageNotice: ToolNotice,
): boolean {
  const label = context.label();
  if (label === null) {
    context.notify('labelMissing');
    return false;
  }
  const document = context.document();
  const onImage = clipGeometry(geometry, document.image);
  if (onImage === null) {
    context.notify(offImageNotice);
    return false;
  }
  const now = context.now();
  const neighbours = neighboursOf(context, onImage, { labelId: label.id });
  const { geometry: fitted, changes } = fitAmong(onImage, neighbours, document.image, now);
  if (fitted === null) {
    context.notify('takenByOthers');
    return false;
  }
  const id = context.newId();
  context.commit(gesture, [...addAnnotation(document, { id, labelId: label.id, geometry: fitted, now }), ...changes]);
  context.select([id], 'replace');
  return true;
}
