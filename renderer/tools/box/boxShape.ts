import type { DraggedBox } from '../../../app/geometry/draggedBox.ts';
import type { AreaGeometry, Ring } from '../../../app/geometry/geometry.ts';
import type { Gesture, ToolHint, ToolNode } from '../toolNode.ts';

/** A shape that a drag draws by its box; the gestures are the same for all of them. */
export interface BoxShape {
  readonly tool: ToolNode['tool'];
  readonly startHint: ToolHint;
  readonly gesture: Gesture;
  readonly ring: (box: DraggedBox) => Ring;
  /** Whether the corners of the box lie on the outline, and so may snap to other objects. */
  readonly snaps: boolean;
}

export function geometryOf(shape: BoxShape, box: DraggedBox): AreaGeometry {
  return { kind: 'polygon', parts: [{ outline: shape.ring(box), holes: [] }] };
}
