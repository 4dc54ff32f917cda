import type { LucideIcon } from '@lucide/svelte';
import type { PixelBox } from '../../app/geometry/geometry.ts';
import type { MeasuredLine } from '../../app/geometry/measuredLine.ts';
import type { ImagePoint } from '../../app/geometry/spaces.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { LabellingDocument } from '../../app/model/document.ts';
import type { AnnotationId, AnnotationRecord, LabelRecord } from '../../app/model/records.ts';
import type { gestures, hints, toolNotices } from '../messages/english/labelTools.ts';
import type { NeighbourWishes } from './neighbourhood.ts';
import type { HiddenObjects, OverlayItem } from './overlay.ts';
import type { ToolId } from './tools.ts';

/** A pointer event in image space. */
export interface ToolPointer {
  readonly point: ImagePoint;
  /** Image pixels per CSS pixel of the screen: turns reaches on the screen into distances on the image. */
  readonly pixel: number;
  readonly shift: boolean;
  readonly alt: boolean;
  /** 0-1, how much of the brush's diameter a pen asks for; absent where nothing is pressed more or less. */
  readonly pressure?: number | undefined;
  /** Ctrl, or Command: vertices do not snap. */
  readonly control: boolean;
  /** 1 for a first press, 2 for the second of a double click. */
  readonly clicks: number;
}

/** Keys that mean something to a gesture; where a state has no answer they mean something to the whole window. */
export type ToolKey = 'confirm' | 'cancel' | 'erase' | 'undo' | 'redo';

/** What the status line says that the tool expects next. */
export type ToolHint = keyof typeof hints;

/** Names of finished gestures, as the history shows them. */
export type Gesture = keyof typeof gestures;

/** What a tool tells the person when a gesture came to nothing. */
export type ToolNotice = keyof typeof toolNotices;

/** What a person can set beside the canvas while a tool is chosen. */
export type ToolOption = 'brushSize' | 'holes' | 'smoothing' | 'neighbours' | 'snapping' | 'measurements';

/** All that the window knows of a tool but its words, which are in the message catalogue. */
export interface ToolDescription {
  readonly icon: LucideIcon;
  /** Combination that chooses it (grammar: keyCombination.ts). */
  readonly key: string;
  /** Whether it makes new objects of the chosen label. */
  readonly draws: boolean;
  readonly options: readonly ToolOption[];
  /** The state in which it starts. */
  readonly start: (context: ToolContext) => ToolNode;
}

/**
 * One state of a tool, named by the gesture. Every handler returns the state that follows; a missing one leaves the
 * state as it is. States read the document and change it by commands only.
 */
export interface ToolNode {
  readonly tool: ToolId;
  /** Read anew whenever the selection or the label changes, as are the cursor and the overlay. */
  hint(): ToolHint;
  /** CSS cursor; `none` where the overlay draws one in its true size. */
  cursor(): string;
  /** Whether a gesture is under way: the window then leaves its keys to the tool. */
  readonly busy: boolean;
  readonly hides?: HiddenObjects;
  overlay(): readonly OverlayItem[];
  pointerDown?(pointer: ToolPointer): ToolNode;
  pointerMove?(pointer: ToolPointer): ToolNode;
  pointerUp?(pointer: ToolPointer): ToolNode;
  /** The pointer has left the canvas. */
  pointerLeave?(): ToolNode;
  /** `null`: not for this state. */
  key?(key: ToolKey): ToolNode | null;
  /** Another tool or image comes: finish what can be finished. */
  leave?(): void;
}

/** Lines that stay on the image until they are cleared; they are no objects. */
export interface MeasurementList {
  readonly list: readonly MeasuredLine[];
  add(line: MeasuredLine): void;
  removeLast(): void;
  clear(): void;
}

/** What tools see and do. */
export interface ToolContext {
  document(): LabellingDocument;
  selection(): ReadonlySet<AnnotationId>;
  /** Label of the next object; `null` while the project has none. */
  label(): LabelRecord | null;
  brushDiameterPx(): number;
  /** Whether the next polygon is a hole of the selected object. */
  holeMode(): boolean;
  /** How far a free-hand line may be moved when it is smoothed, in CSS pixels; `null` where it stays as it was drawn. */
  smoothingPx(): number | null;
  /** What was measured on the image so far. */
  readonly measurements: MeasurementList;
  /** How new shapes stand to the objects around them. */
  neighbourWishes(): NeighbourWishes;
  /** Visible objects whose box comes within `reach` image pixels of the point. */
  near(point: ImagePoint, reach: number): readonly AnnotationRecord[];
  /** Visible objects whose box meets this one. */
  meeting(box: PixelBox): readonly AnnotationRecord[];
  select(ids: readonly AnnotationId[], mode: 'replace' | 'add' | 'toggle'): void;
  /** Shows the object as large as the canvas. */
  fit(annotation: AnnotationRecord): void;
  commit(gesture: Gesture, diff: RecordDiff): void;
  notify(notice: ToolNotice): void;
  /** Lets the person write a comment at this place. */
  beginComment(point: ImagePoint): void;
  newId(): string;
  now(): number;
}
