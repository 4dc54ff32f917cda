import type { ImagePoint } from '../../../app/geometry/spaces.ts';
import { distance, vertexReach } from '../reach.ts';
import type { ToolContext, ToolPointer } from '../toolNode.ts';

/** An end of a measured line, from which a second line makes an angle with it. */
export interface LineEnd {
  readonly point: ImagePoint;
  /** The line's other end. */
  readonly arm: ImagePoint;
}

/** The nearest end under the pointer; of several at one place that of the latest line. Ctrl leaves them alone. */
export function endUnder(context: ToolContext, pointer: ToolPointer): LineEnd | null {
  if (pointer.control) return null;
  let [nearest, reach]: [LineEnd | null, number] = [null, vertexReach(pointer)];
  for (const { from, to } of context.measurements.list) {
    for (const [point, arm] of [
      [from, to],
      [to, from],
    ] as const) {
      const away = distance(point, pointer.point);
      if (away <= reach) [nearest, reach] = [{ point, arm }, away];
    }
  }
  return nearest;
}
