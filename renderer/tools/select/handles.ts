import type { OverlayItem } from '../overlay.ts';
import type { ChosenPoint } from '../points/selectedPoints.ts';
import type { ToolHint, ToolNode, ToolPointer } from '../toolNode.ts';
import type { ChosenVertex } from './draggingVertex.ts';

/** A vertex or point that a click chose: Delete removes it instead of its object. */
export type ChosenHandle = ChosenVertex | ChosenPoint;

/** What of the one selected object can be taken hold of. */
export interface Handles {
  readonly hint: ToolHint;
  cursorAt(pointer: ToolPointer): string;
  marks(chosen: ChosenHandle | null, hover: ToolPointer | null): OverlayItem[];
  /** `null`: nothing of it is under the pointer. */
  press(pointer: ToolPointer, done: (chosen: ChosenHandle | null) => ToolNode): ToolNode | null;
  /** Whether the chosen one was there to be removed. */
  eraseChosen(chosen: ChosenHandle): boolean;
}
