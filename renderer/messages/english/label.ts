import type { Split } from '../../../app/model/records.ts';
import type { Gesture, ToolHint, ToolId, ToolNotice } from '../../tools/toolNode.ts';

/** Gestures of the panels, beside those of the tools. */
type PanelGesture =
  | 'setDisplayWindow'
  | 'markDone'
  | 'markOpen'
  | 'setSplit'
  | 'addLabel'
  | 'editLabel'
  | 'changeLabel'
  | 'duplicate'
  | 'convertToMask'
  | 'convertToPolygon'
  | 'acceptSuggestions'
  | 'rejectSuggestions';

const tools: { readonly [T in ToolId]: string } = {
  select: 'Select',
  polygon: 'Polygon',
  brush: 'Brush',
  eraser: 'Eraser',
  pan: 'Pan',
};

const hints: { readonly [H in ToolHint]: string } = {
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

const toolNotices: { readonly [N in ToolNotice]: string } = {
  labelMissing: 'Add a label first: every object carries one.',
  holeOutside: 'The hole must lie inside the selected object.',
  holeNeedsSelection: 'Select one object first, then draw the hole inside it.',
  outlineCrosses: 'The outline crosses itself; where it does, the inside may not be what you meant.',
  outlineTooSmall: 'An outline needs at least three vertices on the image.',
};

const gestures: { readonly [G in Gesture | PanelGesture]: string } = {
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

const splits: { readonly [S in Split | 'none']: string } = {
  none: 'Decided at training',
  train: 'Training',
  val: 'Validation',
  test: 'Test',
};

const actionGroups = {
  tools: 'Tools',
  drawing: 'Drawing',
  objects: 'Objects',
  suggestions: 'Suggestions',
  labels: 'Labels',
  view: 'View',
};

const actions = {
  confirm: 'Close the outline',
  stepBack: 'Leave the gesture, or clear the selection',
  newObject: 'Start a new object',
  holeMode: 'Draw holes',
  brushSmaller: 'Smaller brush',
  brushLarger: 'Larger brush',
  undo: 'Undo',
  redo: 'Redo',
  erase: 'Delete object, chosen vertex or last vertex',
  duplicate: 'Duplicate',
  selectAll: 'Select all objects',
  toMask: 'Convert to brush mask',
  toPolygon: 'Convert to polygon',
  hideObjects: 'Hide or show all objects',
  nextObject: 'Next suggestion or object',
  previousObject: 'Previous suggestion or object',
  accept: 'Accept suggestion',
  reject: 'Reject suggestion',
  acceptAbove: 'Accept all suggestions above the score',
  fit: 'Fit image',
  actualSize: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
};

const plural = (count: number, shown: string, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${shown} ${many}`;

/** The label view: canvas, tools, panels, status line. */
export const label = {
  canvasName: 'Image',
  tilesFailed: 'Parts of an image could not be loaded.',
  undo: 'Undo',
  useLabel: (name: string) => `Label: ${name}`,
  tools,
  hints,
  toolNotices,
  gestures,
  splits,
  actionGroups,
  actions,
  empty: {
    title: 'No images yet',
    text: 'Import some, and label them here.',
    importImages: 'Import images',
    failed: 'The image could not be opened',
  },
  options: {
    brushSize: 'Brush size',
    pixels: 'px',
    drawHoles: 'Draw holes',
    nextLabel: 'Next object',
    paintsInto: 'Paints into the selected object',
    newObject: 'New object',
    showPanel: 'Show panel',
    hidePanel: 'Hide panel',
  },
  labels: {
    title: 'Labels',
    add: 'Add label',
    newName: 'New label',
    name: 'Name',
    colour: 'Colour',
    hotkey: 'Key',
    edit: 'Edit label',
    save: 'Save',
    remove: 'Remove label',
    empty: 'Add a label to begin: what kind of object do you want to mark?',
    nameTaken: (name: string) => `There is a label ${name} already.`,
    removed: (name: string, count: number, shown: string) =>
      `Removed label ${name}${count === 0 ? '' : ` with ${plural(count, shown, 'object', 'objects')}`}.`,
  },
  objects: {
    title: 'Objects',
    none: 'Nothing is labelled on this image yet.',
    hide: 'Hide object',
    show: 'Show object',
    hideAll: 'Hide all objects',
    showAll: 'Show all objects',
    polygon: 'Polygon',
    mask: 'Brush mask',
    suggestion: 'Suggestion',
    area: (shown: string) => `${shown} px`,
  },
  suggestions: {
    title: (count: number, shown: string) => plural(count, shown, 'suggestion', 'suggestions'),
    accept: (count: number, shown: string) => `Accept ${plural(count, shown, 'suggestion', 'suggestions')}`,
    rejectAll: 'Reject all here',
    score: 'Score at least',
    acceptTitle: 'Accepts all of this image at or above the score (Shift A)',
    acceptOne: 'Accept the selected suggestion and go on (A)',
    rejectOne: 'Reject the selected suggestion and go on (R)',
    everywhere: 'Accept on all images',
    acceptedEverywhere: (count: number) =>
      count === 1 ? 'Accepted 1 suggestion.' : `Accepted ${count} suggestions on all images.`,
  },
  properties: {
    title: 'Properties',
    object: 'Object',
    objects: (count: number, shown: string) => plural(count, shown, 'object selected', 'objects selected'),
    label: 'Label',
    mixed: 'Several labels',
    kind: 'Kind',
    area: 'Area',
    size: 'Extent',
    source: 'Source',
    score: 'Score',
    status: 'State',
    suggested: 'Suggestion',
    accepted: 'Accepted',
    drawn: 'Drawn by hand',
    byModel: 'Model',
    imported: (file: string) => `Imported from ${file}`,
    toMask: 'To mask',
    toPolygon: 'To polygon',
    duplicate: 'Duplicate',
    remove: 'Delete',
    image: 'Image',
    file: 'File',
    pixels: 'Size',
    spacing: 'Pixel',
    bits: (bitDepth: number, channels: number) => `${bitDepth} bit, ${channels === 1 ? 'grey' : 'colour'}`,
    depth: 'Depth',
    split: 'Split',
    done: 'Done: everything is labelled',
  },
  display: {
    title: 'Display',
    low: 'Black at',
    high: 'White at',
    automatic: 'Auto',
    reset: 'Reset',
    histogram: 'How often each value occurs',
  },
  status: {
    zoom: 'Zoom',
    value: 'value',
    saved: 'Saved',
    saving: 'Saving…',
    failed: 'Not saved: trying again',
  },
};
