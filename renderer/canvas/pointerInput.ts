import type { ViewPoint } from '../../app/geometry/spaces.ts';

/** What the pointer does on the canvas, apart from what it means. */
export interface PointerInput {
  /** `true` while drags move the view whatever the tool is. */
  readonly panning: () => boolean;
  press(point: ViewPoint, keys: HeldKeys, clicks: number): void;
  /** All places that the pointer went through since the last call, in order. */
  move(points: readonly ViewPoint[], keys: HeldKeys, pressed: boolean): void;
  release(point: ViewPoint, keys: HeldKeys): void;
  leave(): void;
  pan(dx: number, dy: number): void;
  zoom(point: ViewPoint, factor: number): void;
  /** Wheel with a modifier; false where it means nothing and the view zooms instead. */
  resizeBrush(steps: number): boolean;
  /** A gesture was broken off by the system. */
  abandon(): void;
  /** Space is held, or a drag moves the view. */
  handShown(state: 'none' | 'open' | 'closed'): void;
}

export interface HeldKeys {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly control: boolean;
}

const DOUBLE_CLICK_MS = 400;
const DOUBLE_CLICK_REACH = 6;
const WHEEL_ZOOM = 0.0016;
const PINCH_WHEEL_ZOOM = 0.01;
const MIDDLE_BUTTON = 1;

/** Listens on the canvas until the returned disposer is called. */
export function listenToPointer(element: HTMLElement, input: PointerInput): () => void {
  const disposed = new AbortController();
  const { signal } = disposed;
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
    const place = placeOf(event);
    if (event.pointerType === 'touch') touches.set(event.pointerId, place);
    if (touches.size === 2) {
      if (gesture?.kind === 'tool') input.abandon();
      gesture = { kind: 'pinch', pointerId: event.pointerId };
      return;
    }
    if (gesture !== null) return;
    const pans = event.button === MIDDLE_BUTTON || (event.button === 0 && (spaceHeld || input.panning()));
    if (!pans && event.button !== 0) return;
    event.preventDefault();
    // A field that was being typed in is left, so that keys go to the canvas again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    element.setPointerCapture(event.pointerId);
    gesture = { kind: pans ? 'pan' : 'tool', pointerId: event.pointerId };
    lastPlace = place;
    if (pans) showHand();
    else input.press(place, keysOf(event), countClicks(event, place));
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
    const place = placeOf(event);
    if (gesture?.kind === 'pinch') pinch(event, place);
    else if (gesture?.kind === 'pan') input.pan(place.x - lastPlace.x, place.y - lastPlace.y);
    else {
      const passed = event.getCoalescedEvents().map(placeOf);
      input.move(passed.length === 0 ? [place] : passed, keysOf(event), gesture !== null);
    }
    lastPlace = place;
  };

  const onPointerUp = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    if (gesture === null || (gesture.pointerId !== event.pointerId && gesture.kind !== 'pinch')) return;
    const { kind } = gesture;
    gesture = null;
    showHand();
    if (kind === 'tool') input.release(placeOf(event), keysOf(event));
  };

  const onPointerCancel = (event: PointerEvent) => {
    touches.delete(event.pointerId);
    if (gesture?.kind === 'tool') input.abandon();
    gesture = null;
    showHand();
  };

  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    // Shift and Alt turn the wheel sideways on some systems.
    const delta = (event.deltaY === 0 ? event.deltaX : event.deltaY) * lines;
    const place = placeOf(event);
    // A pinch on a touchpad arrives as a wheel with `ctrlKey` although nobody holds the key.
    const isPinch = event.ctrlKey && !controlHeld;
    if (isPinch) return input.zoom(place, Math.exp(-delta * PINCH_WHEEL_ZOOM));
    const wantsBrush = event.ctrlKey || event.altKey;
    if (wantsBrush && input.resizeBrush(-Math.sign(delta))) return;
    input.zoom(place, Math.exp(-delta * WHEEL_ZOOM));
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
