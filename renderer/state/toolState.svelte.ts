import { geometryBox } from '../../app/geometry/measure.ts';
import { queryBox, queryPoint } from '../../app/geometry/spatialIndex.ts';
import { withKeys } from '../actions/shownKeys.ts';
import { messages } from '../messages/messages.ts';
import { nextNode, type ToolEvent } from '../tools/toolMachine.ts';
import type { ToolContext, ToolDescription, ToolKey, ToolNode } from '../tools/toolNode.ts';
import { type ToolId, tools } from '../tools/tools.ts';
import { comments } from './comments.svelte.ts';
import { labellingPreferences } from './labellingPreferences.svelte.ts';
import { measurements } from './measurements.svelte.ts';
import { neighbourWishes } from './neighbourWishes.svelte.ts';
import { newId } from './newId.ts';
import { notices } from './notices.svelte.ts';
import { objectView } from './objectView.svelte.ts';
import { openImage } from './openImage.svelte.ts';
import { viewport } from './viewport.svelte.ts';

const SMALLEST_BRUSH_PX = 1;
const LARGEST_BRUSH_PX = 500;
const BRUSH_STEP = 1.2;

/** The chosen tool, its state and its settings. */
class ToolState {
  brushDiameterPx = $state(20);
  /** Whether the polygon tool cuts holes into the selected object. */
  holeMode = $state(false);
  /** What a new object is drawn with. */
  lastDrawingTool: ToolId = 'polygon';
  /** The tool that comes back when the eraser end of a pen is lifted. */
  #laidAside: ToolId | null = null;
  #node = $state.raw<ToolNode>(tools.select.start(this.#context()));
  /** Rises with every event: some states change in place. */
  #version = $state(0);

  get node(): ToolNode {
    void this.#version;
    return this.#node;
  }

  get toolId(): ToolId {
    return this.#node.tool;
  }

  get description(): ToolDescription {
    return tools[this.toolId];
  }

  choose(toolId: ToolId): void {
    this.leave();
    if (tools[toolId].draws) this.lastDrawingTool = toolId;
    this.#node = tools[toolId].start(this.#context());
  }

  /** For the eraser end of a pen, which erases whatever tool is chosen; false in the middle of a gesture. */
  takeEraser(): boolean {
    if (this.#node.busy || openImage.document === null) return false;
    this.#laidAside = this.toolId;
    this.choose('eraser');
    return true;
  }

  layEraserDown(): void {
    const tool = this.#laidAside;
    this.#laidAside = null;
    if (tool !== null && tool !== this.toolId) this.choose(tool);
  }

  /** Tells the tool of an event; false where its state has no answer to it. */
  dispatch(event: ToolEvent): boolean {
    if (openImage.document === null) return false;
    const next = nextNode(this.#node, event);
    if (next === null) return false;
    this.#node = next;
    this.#version += 1;
    return true;
  }

  key(key: ToolKey): boolean {
    return this.dispatch({ kind: 'key', key });
  }

  /** Whether the history is to be left alone: the tool took its own step back, or is in the middle of a gesture. */
  undo(): boolean {
    return this.key('undo') || this.#node.busy;
  }

  redo(): boolean {
    return this.key('redo') || this.#node.busy;
  }

  /** Finishes what can be finished and starts the tool afresh. */
  leave(): void {
    this.#node.leave?.();
    this.#node = this.description.start(this.#context());
  }

  toggleHoleMode(): void {
    this.holeMode = !this.holeMode;
    if (this.#node.tool !== 'polygon') this.choose('polygon');
  }

  growBrush(steps: number): void {
    const grown = this.brushDiameterPx * BRUSH_STEP ** steps;
    const rounded = steps > 0 ? Math.ceil(grown) : Math.floor(grown);
    this.setBrush(rounded);
  }

  setBrush(diameterPx: number): void {
    this.brushDiameterPx = Math.min(Math.max(diameterPx, SMALLEST_BRUSH_PX), LARGEST_BRUSH_PX);
  }

  #context(): ToolContext {
    const document = () => {
      if (openImage.document === null) throw new Error('A tool was asked to work without an open image.');
      return openImage.document;
    };
    return {
      document,
      selection: () => objectView.selected,
      label: () => {
        const id = openImage.currentLabelId;
        return id === null ? null : (openImage.document?.labels.get(id) ?? null);
      },
      brushDiameterPx: () => this.brushDiameterPx,
      holeMode: () => this.holeMode,
      smoothingPx: () => {
        const { smoothsLines, smoothingPx } = labellingPreferences.values;
        return smoothsLines ? smoothingPx : null;
      },
      measurements,
      neighbourWishes: () => neighbourWishes,
      near: (point, reach) => queryPoint(objectView.index, point, reach),
      meeting: (box) => queryBox(objectView.index, box),
      select: (ids, mode) => openImage.select(ids, mode),
      fit: ({ geometry }) => viewport.fitBox(geometryBox(geometry)),
      commit: (gesture, diff) => {
        objectView.showNew(diff);
        void openImage.commit(messages.label.gestures[gesture], diff);
      },
      beginComment: (point) => comments.begin(point),
      notify: (notice) => notices.show('info', withKeys(messages.label.toolNotices[notice])),
      newId,
      now: () => Date.now(),
    };
  }
}

export const toolState = new ToolState();
openImage.attachTool(toolState);
