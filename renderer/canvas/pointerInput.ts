import type { ViewPoint } from '../../app/geometry/spaces.ts';
import { PalmRejection } from './palmRejection.ts';
import { ERASER_BUTTON, pressureOf } from './penPressure.ts';
import { TouchpadGuess, type WheelChoice, type WheelMeaning, wheelMeaning } from './wheelMeaning.ts';

/** What the pointer does on the canvas, apart from what it means. */
export interface PointerInput {
  /** `true` while drags move the view whatever the tool is. */
  readonly panning: () => boolean;
  /** Whether a pen's pressure is wanted, and what the wheel is to do. */
  readonly habits: () => { readonly penPressure: boolean; readonly wheel: WheelChoice };
  press(place: PointerPlace, keys: HeldKeys, clicks: number): void;
  /** The eraser end of a pen comes down, before its press; false where nothing can be erased now. */
  takeEraser(): boolean;
  /** All places that the pointer went through since the last call, in order. */
  move(places: readonly PointerPlace[], keys: HeldKeys, pressed: boolean): void;
  release(place: PointerPlace, keys: HeldKeys): void;
  leave(): void;
  pan(dx: number, dy: number): void;
  zoom(point: ViewPoint, factor: number): void;
  /** Whether a wheel with a modifier resizes a brush. */
  readonly hasBrush: () => boolean;
  resizeBrush(steps: number): void;
  /** A gesture was broken off by the system. */
  abandon(): void;
  /** Space is held, or a drag moves the view. */
  handShown(state: 'none' | 'open' | 'closed'): void;
}

/** Where a pointer is on the canvas. */
export interface PointerPlace extends ViewPoint {
  /** 0-1, how much of the brush's diameter a pen asks for. */
  readonly pressure?: number;
}

export interface HeldKeys {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly control: boolean;
}

const DOUBLE_CLICK_MS = 400;
const DOUBLE_CLICK_REACH = 6;
const MIDDLE_BUTTON = 1;

/** Listens on the canvas until the returned disposer is called. */
export function listenToPointer(element: HTMLElement, input: PointerInput): () => void {
  const disposed = new AbortController();
  const { signal } = disposed;
  const palms = new PalmRejection();
  const touchpad = new TouchpadGuess();
  const touches = new Map<number, ViewPoint>();
  let gesture: { readonly kind: 'tool' | 'pan' | 'pinch'; readonly pointerId: number } | null = null;
  let lastPlace: ViewPoint = { x: 0, y: 0 };
  let lastPress = { at: -Infinity, place: lastPlace, clicks: 0 };
  let spaceHeld = false;
  let controlHeld = false;

  const placeOf = (event: MouseEvent): ViewPoint => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const pointerPlaceOf = (event: PointerEvent): PointerPlace => {
    const pressure = pressureOf(event, input.habits().penPressure);
    return pressure === undefined ? placeOf(event) : { ...placeOf(event), pressure };
  };
  const keysOf = (event: MouseEvent): HeldKeys => ({
    shift: event.shiftKey,
    alt: event.altKey,
    control: event.ctrlKey || event.metaKey,
  });
  const showHand = () => {
    if (gesture?.kind === 'pan' || gesture?.kind === 'pinch') input.handShown('closed');
    else input.handShown(spaceHeld ? 'open' : 'none');
  };
  const countClicks = (event: PointerEvent, place: ViewPoint): number => {
    const near = Math.hypot(place.x - lastPress.place.x, place.y - lastPress.place.y) <= DOUBLE_CLICK_REACH;
    const again = near && event.timeStamp - lastPress.at <= DOUBLE_CLICK_MS;
    lastPress = { at: event.timeStamp, place, clicks: again ? (lastPress.clicks % 2) + 1 : 1 };
    return lastPress.clicks;
  };

  const onPointerDown = (event: PointerEvent) => {
    const place = pointerPlaceOf(event);
    palms.press(event);
    if (palms.isPalm(event.pointerId)) return;
    if (event.pointerType === 'pen') leaveTouches();
    if (event.pointerType === 'touch') touches.set(event.pointerId, place);
    if (touches.size === 2) {
      if (gesture?.kind === 'tool') input.abandon();
      gesture = { kind: 'pinch', pointerId: event.pointerId };
      return;
    }
    if (gesture !== null) return;
    const pans = event.button === MIDDLE_BUTTON || (event.button === 0 && (spaceHeld || input.panning()));
    const erases = event.button === ERASER_BUTTON && input.takeEraser();
    if (!pans && !erases && event.button !== 0) return;
    event.preventDefault();
    // A field that was being typed in is left, so that keys go to the canvas again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    element.setPointerCapture(event.pointerId);
    gesture = { kind: pans ? 'pan' : 'tool', pointerId: event.pointerId };
    lastPlace = place;
    if (pans) showHand();
    else input.press(place, keysOf(event), countClicks(event, place));
  };

  /** The hand lies down before the pen does: what it began is taken back. */
  const leaveTouches = () => {
    if (gesture === null || ![...touches.keys()].some((id) => palms.isPalm(id))) return;
    touches.clear();
    if (gesture.kind === 'tool') input.abandon();
    gesture = null;
    showHand();
  };

  const pinch = (event: PointerEvent, place: ViewPoint) => {
    const other = [...touches].find(([id]) => id !== event.pointerId)?.[1];
    const before = touches.get(event.pointerId);
    if (other === undefined || before === undefined) return;
    const spread = (point: ViewPoint) => Math.max(Math.hypot(point.x - other.x, point.y - other.y), 1);
    input.pan((place.x - before.x) / 2, (place.y - before.y) / 2);
    input.zoom({ x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 }, spread(place) / spread(before));
    touches.set(event.pointerId, place);
  };

  const onPointerMove = (event: PointerEvent) => {
    if (palms.isPalm(event.pointerId)) return;
    const place = pointerPlaceOf(event);
    if (gesture?.kind === 'pinch') pinch(event, place);
    else if (gesture?.kind === 'pan') input.pan(place.x - lastPlace.x, place.y - lastPlace.y);
    else {
      const passed = event.getCoalescedEvents().map(pointerPlaceOf);
      input.move(passed.length === 0 ? [place] : passed, keysOf(event), gesture !== null);
    }
    lastPlace = place;
  };

  const onPointerUp = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    if (palms.isPalm(event.pointerId)) return;
    if (gesture === null || (gesture.pointerId !== event.pointerId && gesture.kind !== 'pinch')) return;
    const { kind } = gesture;
    gesture = null;
    showHand();
    if (kind === 'tool') input.release(placeOf(event), keysOf(event));
  };

  const onPointerCancel = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    if (palms.isPalm(event.pointerId)) return;
    if (gesture?.kind === 'tool') input.abandon();
    gesture = null;
    showHand();
  };

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const fromTouchpad = touchpad.isTouchpad(event);
    const { wheel: choice } = input.habits();
    act(wheelMeaning(event, { choice, controlHeld, hasBrush: input.hasBrush(), fromTouchpad }), placeOf(event));
  };

  const act = (meaning: WheelMeaning, place: ViewPoint): void => {
    if (meaning.kind === 'zoom') input.zoom(place, meaning.factor);
    else if (meaning.kind === 'pan') input.pan(meaning.dx, meaning.dy);
    else input.resizeBrush(meaning.steps);
  };

  const onKey = (event: KeyboardEvent) => {
    const down = event.type === 'keydown';
    if (event.key === 'Control') controlHeld = down;
    if (event.key !== ' ') return;
    const target = event.target;
    const isTyping = target instanceof Element && target.closest('input, textarea, select, button, [role=dialog]');
    if (down && isTyping) return;
    if (down) event.preventDefault();
    spaceHeld = down;
    showHand();
  };

  element.addEventListener('pointerdown', onPointerDown, { signal });
  element.addEventListener('pointermove', onPointerMove, { signal });
  element.addEventListener('pointerup', onPointerUp, { signal });
  element.addEventListener('pointercancel', onPointerCancel, { signal });
  element.addEventListener('pointerleave', () => gesture === null && input.leave(), { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  // Also where nothing is captured and the pen is lifted elsewhere.
  globalThis.addEventListener('pointerup', (event) => palms.lift(event.pointerId), { signal });
  globalThis.addEventListener('pointercancel', (event) => palms.lift(event.pointerId), { signal });
  globalThis.addEventListener('keydown', onKey, { signal });
  globalThis.addEventListener('keyup', onKey, { signal });
  globalThis.addEventListener(
    'blur',
    () => {
      spaceHeld = false;
      controlHeld = false;
      showHand();
    },
    { signal },
  );
  return () => disposed.abort();
}
