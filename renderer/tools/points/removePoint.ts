import { withoutPoint } from '../../../app/geometry/points.ts';
import { changeGeometry } from '../../../app/model/commands/objects.ts';
import type { ToolContext } from '../toolNode.ts';
import type { SelectedPoints } from './selectedPoints.ts';

/** Whether points are left: with its last one the object goes. */
export function removePoint(context: ToolContext, { id, geometry: points }: SelectedPoints, index: number): boolean {
  const geometry = withoutPoint(points, index);
  const diff = changeGeometry(context.document(), { id, geometry, now: context.now() });
  context.commit(geometry === null ? 'deleteObjects' : 'deletePoint', diff);
  if (geometry === null) context.select([], 'replace');
  return geometry !== null;
}
