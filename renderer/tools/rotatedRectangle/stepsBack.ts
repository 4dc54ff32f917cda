import type { ToolKey } from '../toolNode.ts';

/** Keys that take the gesture back by one level. */
export const stepsBack: ReadonlySet<ToolKey> = new Set<ToolKey>(['cancel', 'erase', 'undo']);
