export const wheelChoices = ['zoom', 'pan', 'automatic'] as const;
/** What turning the wheel does. `automatic`: a mouse zooms, a touchpad pans. */
export type WheelChoice = (typeof wheelChoices)[number];

export type WheelMeaning =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'brush'; readonly steps: number };

/** What a wheel event says. */
export type WheelTurn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'altKey' | 'timeStamp'>;

interface WheelHabits {
  readonly choice: WheelChoice;
  /** A person holds Ctrl: a pinch on a touchpad arrives as a wheel with `ctrlKey` although nobody holds the key. */
  readonly controlHeld: boolean;
  /** Whether the tool has a brush that a wheel with a modifier resizes. */
  readonly hasBrush: boolean;
  readonly fromTouchpad: boolean;
}

const WHEEL_ZOOM = 0.0016;
const PINCH_WHEEL_ZOOM = 0.01;
/** CSS pixels of a line, for wheels that count lines (`WheelEvent.DOM_DELTA_LINE`). */
const LINE_PX = 20;
const DELTA_LINE = 1;

export function wheelMeaning(turn: WheelTurn, habits: WheelHabits): WheelMeaning {
  const unit = turn.deltaMode === DELTA_LINE ? LINE_PX : 1;
  // Shift and Alt turn the wheel sideways on some systems.
  const delta = (turn.deltaY === 0 ? turn.deltaX : turn.deltaY) * unit;
  if (turn.ctrlKey && !habits.controlHeld) return { kind: 'zoom', factor: Math.exp(-delta * PINCH_WHEEL_ZOOM) };
  const isModified = turn.ctrlKey || turn.altKey;
  if (isModified && habits.hasBrush) return { kind: 'brush', steps: -Math.sign(delta) };
  const pans = habits.choice === 'pan' || (habits.choice === 'automatic' && habits.fromTouchpad);
  if (pans && !isModified) return { kind: 'pan', dx: -turn.deltaX * unit, dy: -turn.deltaY * unit };
  return { kind: 'zoom', factor: Math.exp(-delta * WHEEL_ZOOM) };
}

/** One movement of the fingers goes on for so long after its last event, also while it only rolls out. */
const MOVEMENT_MS = 250;
/** The smallest turn of a mouse wheel in CSS pixels; browsers report 100 or 120, scaled by the system's settings. */
const LEAST_NOTCH_PX = 40;

/** Tells touchpads from mice by their deltas: a guess, which holds for the whole movement. */
export class TouchpadGuess {
  #last: { readonly at: number; readonly isTouchpad: boolean } | null = null;

  isTouchpad({ deltaX, deltaY, deltaMode, timeStamp }: WheelTurn): boolean {
    const goesOn = this.#last !== null && timeStamp - this.#last.at <= MOVEMENT_MS;
    const isFine = !Number.isInteger(deltaY) || Math.abs(deltaY) < LEAST_NOTCH_PX || (deltaX !== 0 && deltaY !== 0);
    const isTouchpad = goesOn && this.#last !== null ? this.#last.isTouchpad : deltaMode === 0 && isFine;
    this.#last = { at: timeStamp, isTouchpad };
    return isTouchpad;
  }
}
