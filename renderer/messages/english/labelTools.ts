import type { ToolId } from '../../tools/tools.ts';

/** The words of the tools; states name their hints, notices and gestures by these keys. */

export const tools: { readonly [T in ToolId]: string } = {
  select: 'Select',
  polygon: 'Polygon',
  brush: 'Brush',
  eraser: 'Eraser',
  pan: 'Pan',
};

/** What the status line says that a state of a tool expects next. */
export const hints = {
  select: 'Select: click an object, Shift-click for several, drag a frame around many',
  selectPolygon: 'Drag a vertex, click the outline to insert one, Alt-click to delete one, drag inside to move',
  movingObjects: 'Drag to move, Esc to leave everything where it was',
  draggingVertex: 'Drag the vertex, Esc to leave it where it was',
  rubberBand: 'Drag a frame around the objects, Shift adds to the selection',
  polygonStart:
    'Polygon: click to place the first vertex, drag for free-hand, Alt-click for a hole in the selected object',
  polygonHoleStart: 'Hole: click inside the selected object to place the first vertex',
  polygonPlacing: 'Click to place vertices, Enter to close, Backspace takes the last one back, Esc to leave',
  polygonClosing: 'Click to close the outline',
  polygonTracing: 'Let go to go on with clicks, or at the first vertex to close',
  brush: 'Brush: drag to paint a new object, [ and ] change the size',
  brushIntoSelected:
    'Brush: drag to paint into the selected object, N starts a new one, Shift-click draws a straight line',
  painting: 'Painting: let go to finish, Esc to drop the stroke',
  eraser: 'Eraser: drag to erase from every object that it touches, [ and ] change the size',
  eraserSelected: 'Eraser: drag to erase from the selection, Shift-click erases a straight line',
  erasing: 'Erasing: let go to finish, Esc to drop the stroke',
  pan: 'Pan: drag to move the image, wheel to zoom',
  labelMissing: 'Add a label first: every object carries one',
};

/** What is said when a gesture came to nothing. */
export const toolNotices = {
  labelMissing: 'Add a label first: every object carries one.',
  holeOutside: 'The hole must lie inside the selected object.',
  holeNeedsSelection: 'Select one object first, then draw the hole inside it.',
  outlineCrosses: 'The outline crosses itself; where it does, the inside may not be what you meant.',
  outlineTooSmall: 'An outline needs at least three vertices on the image.',
};

/** Steps of the history: those of the tools first, then those of the panels. */
export const gestures = {
  drawPolygon: 'Draw polygon',
  cutHole: 'Cut hole',
  paint: 'Paint',
  erase: 'Erase',
  moveObjects: 'Move',
  moveVertex: 'Move vertex',
  insertVertex: 'Insert vertex',
  deleteVertex: 'Delete vertex',
  deleteObjects: 'Delete',
  setDisplayWindow: 'Change display',
  markDone: 'Mark image done',
  markOpen: 'Mark image not done',
  setSplit: 'Change split',
  addLabel: 'Add label',
  editLabel: 'Edit label',
  changeLabel: 'Change label',
  duplicate: 'Duplicate',
  convertToMask: 'Convert to brush mask',
  convertToPolygon: 'Convert to polygon',
  acceptSuggestions: 'Accept suggestions',
  rejectSuggestions: 'Reject suggestions',
};
