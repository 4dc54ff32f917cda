/** A drag with the right button: no tool knows of it. */
export interface SecondaryDrag {
  /** False where it would mean nothing. */
  begin(): boolean;
  /** CSS pixels from where it began. */
  move(dx: number, dy: number): void;
  end(): void;
  /** Escape, or the system: as if it had never begun. */
  abandon(): void;
}

const SECONDARY_BUTTON = 2;

/** Listens on the canvas, ahead of what the pointer means there otherwise, until the returned disposer is called. */
export function listenToSecondaryDrag(element: HTMLElement, drag: SecondaryDrag): () => void {
  const disposed = new AbortController();
  const options = { signal: disposed.signal, capture: true };
  let gesture: { readonly pointerId: number; readonly x: number; readonly y: number } | null = null;
  /** From a press to the next press: some systems open their menu where the button is released. */
  let menuHeld = false;

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== SECONDARY_BUTTON || gesture !== null || !drag.begin()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // A field that was being typed in is left, so that keys go to the canvas again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    element.setPointerCapture(event.pointerId);
    gesture = { pointerId: event.pointerId, x: event.clientX, y: event.clientY };
    menuHeld = true;
  };

  const onPointerMove = (event: PointerEvent) => {
    if (gesture?.pointerId !== event.pointerId) return;
    event.stopImmediatePropagation();
    drag.move(event.clientX - gesture.x, event.clientY - gesture.y);
  };

  const finish = (how: 'end' | 'abandon') => (event: PointerEvent) => {
    if (gesture?.pointerId !== event.pointerId) return;
    event.stopImmediatePropagation();
    gesture = null;
    drag[how]();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || gesture === null) return;
    event.preventDefault();
    event.stopPropagation();
    gesture = null;
    drag.abandon();
  };

  globalThis.addEventListener('pointerdown', () => (menuHeld = false), options);
  globalThis.addEventListener('contextmenu', (event) => menuHeld && event.preventDefault(), options);
  globalThis.addEventListener('keydown', onKeyDown, options);
  element.addEventListener('pointerdown', onPointerDown, options);
  element.addEventListener('pointermove', onPointerMove, options);
  element.addEventListener('pointerup', finish('end'), options);
  element.addEventListener('pointercancel', finish('abandon'), options);
  return () => disposed.abort();
}
