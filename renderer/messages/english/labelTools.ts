import type { ToolId } from '../../tools/tools.ts';

/** The words of the tools; states name their hints, notices and gestures by these keys. */

export const tools: { readonly [T in ToolId]: string } = {
  select: 'Select',
  polygon: 'Polygon',
  rectangle: 'Rectangle',
  rotatedRectangle: 'Rotated rectangle',
  ellipse: 'Ellipse',
  points: 'Points',
  brush: 'Brush',
  eraser: 'Eraser',
  split: 'Split',
  fill: 'Fill',
  measure: 'Measure',
  comment: 'Comment',
  pan: 'Pan',
};

/** What the status line says that a state of a tool expects next. `{label.erase}` stands for the key of that action. */
export const hints = {
  select:
    'Select: click an object or its group, Alt-click for it alone, Shift-click for several, drag a frame around many',
  selectPolygon: 'Drag a vertex, click the outline to insert one, Alt-click to delete one, drag inside to move',
  selectPoints: 'Drag a point, Alt-click to delete one, Shift-drag to move them all',
  movingObjects: 'Drag to move, Esc to leave everything where it was',
  draggingVertex: 'Drag the vertex, Esc to leave it where it was',
  rubberBand: 'Drag a frame around the objects, Shift adds to the selection',
  polygonStart:
    'Polygon: click to place the first vertex, drag for free-hand, Alt-click for a hole in the selected object',
  polygonHoleStart: 'Hole: click inside the selected object to place the first vertex',
  polygonPlacing: 'Click to place vertices, Enter to close, {label.erase} takes the last one back, Esc to leave',
  polygonSnapped:
    'Click to place the vertex on the outline, Shift-click to follow the outline up to here, Ctrl to leave it',
  polygonFollowing: 'Click to follow the outline up to here, Alt takes the other way round',
  polygonClosing: 'Click to close the outline',
  polygonTracing: 'Let go to go on with clicks, or at the first vertex to close',
  rectangle: 'Rectangle: drag from corner to corner, Shift for a square, Alt from the centre',
  ellipse: 'Ellipse: drag across its box, Shift for a circle, Alt from the centre',
  draggingBox: 'Let go to draw, Shift makes it even, Alt goes from the centre, Esc to leave',
  rotatedRectangle: 'Rotated rectangle: drag along one side of the object',
  rotatedRectangleSide: 'Let go or click where the side ends, Esc to leave',
  rotatedRectangleWidth: 'Move to set the width and click to finish, Esc takes the side back',
  points: 'Points: click to set the first point of a new object',
  pointsSelected:
    'Click to add a point to the selected object, drag one to move it, {label.erase} takes the chosen one away, {label.newObject} starts a new object',
  placingPoint: 'Let go to set the point, Esc to leave',
  movingPoint: 'Drag the point, Esc to leave it where it was',
  brush: 'Brush: drag to paint a new object, {label.brushSmaller} and {label.brushLarger} change the size',
  brushIntoSelected:
    'Brush: drag to paint into the selected object, {label.newObject} starts a new one, Shift-click draws a straight line',
  painting: 'Painting: let go to finish, Esc to drop the stroke',
  eraser:
    'Eraser: drag to erase from every object that it touches, {label.brushSmaller} and {label.brushLarger} change the size',
  eraserSelected: 'Eraser: drag to erase from the selection, Shift-click erases a straight line',
  erasing: 'Erasing: let go to finish, Esc to drop the stroke',
  split: 'Split: drag a line across an object, or click its points',
  splitSelected: 'Split: drag a line across the selected objects, or click its points',
  splitLine: 'Let go or press Enter to cut, {label.erase} takes a point back, Esc to leave',
  fill: 'Fill: click in a hole, or in an area that objects enclose, to add it to the selected object',
  fillNeedsSelection: 'Fill: select the object that is to be filled first',
  measure: 'Measure: drag from end to end, or click both ends',
  measureAgain:
    'Measure: drag or click again, from an end of a line for an angle, Backspace takes the last one away, Esc clears all',
  measureAngle: 'Drag or click from here to measure the angle between the two lines, Ctrl for a line by itself',
  measuring: 'Let go or click at the other end, Shift keeps to 45°, Esc to leave',
  comment: 'Comment: click at the place that it is about',
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
  dragToDraw: 'Press, drag across the object and let go: a click alone draws nothing.',
  takenByOthers: 'Nothing was drawn: other objects have all of these places, and new shapes keep off them.',
  outsideImage: 'The shape lies outside the image.',
  pointOutside: 'The point lies outside the image.',
  pointsHaveNoArea: 'Points cover no area: select an object that does.',
  widthMissing: 'Move away from the side first: the rectangle has no width yet.',
  lineTooShort: 'The line needs a second point: click or drag to the other side of the object.',
  lineCrosses: 'The line crosses itself; take points back with {label.erase}.',
  nothingCut: 'The line does not cut through any object: draw it from one side to the other.',
  selectionNotCut: 'The line does not cut through the selected objects: draw it from one side to the other.',
  fillNeedsSelection: 'Select one object first: the area is added to it.',
  nothingMeasured: 'Both ends are at the same place: there is nothing to measure.',
  nothingToFill: 'There is nothing to fill here: click in a hole, or in an area that objects enclose on all sides.',
};

/** Steps of the history: those of the tools first, then those of the panels. */
export const gestures = {
  drawPolygon: 'Draw polygon',
  drawRectangle: 'Draw rectangle',
  drawRotatedRectangle: 'Draw rotated rectangle',
  drawEllipse: 'Draw ellipse',
  addPoint: 'Add point',
  movePoint: 'Move point',
  deletePoint: 'Delete point',
  cutHole: 'Cut hole',
  paint: 'Paint',
  erase: 'Erase',
  split: 'Split',
  fill: 'Fill',
  moveObjects: 'Move',
  moveVertex: 'Move vertex',
  insertVertex: 'Insert vertex',
  deleteVertex: 'Delete vertex',
  deleteObjects: 'Delete',
  setDisplayWindow: 'Change display',
  setSplit: 'Change split',
  addLabel: 'Add label',
  editLabel: 'Edit label',
  changeLabel: 'Change label',
  duplicate: 'Duplicate',
  duplicateToNext: 'Duplicate to the next image',
  cut: 'Cut',
  paste: 'Paste',
  convertToMask: 'Convert to brush mask',
  convertToPolygon: 'Convert to polygon',
  acceptSuggestions: 'Accept suggestions',
  rejectSuggestions: 'Reject suggestions',
};
