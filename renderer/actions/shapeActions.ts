import { messages } from '../messages/messages.ts';
import { objectView } from '../state/objectView.svelte.ts';
import { operateOnSelection } from '../state/shapeEdits.ts';
import type { ShapeOperation } from '../state/shapeFit.ts';
import type { Action } from './action.ts';

export const shapeKeys: { readonly [O in ShapeOperation]: string } = {
  unite: 'Shift+U',
  subtract: 'Shift+S',
  intersect: 'Shift+I',
  exclude: 'Shift+E',
  fillHoles: 'Shift+F',
  keepLargest: 'Shift+L',
  split: 'Shift+P',
  grow: '>',
  shrink: '<',
  smooth: 'Shift+M',
  simplify: 'Shift+V',
};

/** Shape operations on the selection. One that does not fit says why when it is tried. */
export function shapeActions(): readonly Action[] {
  const words = messages.shapes;
  const operations = Object.keys(shapeKeys) as readonly ShapeOperation[];
  return operations.map((operation) => ({
    id: `shape.${operation}`,
    title: words.operations[operation],
    group: words.title,
    keys: [shapeKeys[operation]],
    enabled: () => objectView.selected.size > 0,
    perform: () => operateOnSelection(operation),
  }));
}
