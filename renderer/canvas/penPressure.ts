/** A pen that touches as lightly as it can still draws this share of the brush. */
const LIGHTEST_SHARE = 0.1;

/**
 * How much of the brush's diameter a pointer asks for, 0-1. `undefined` for a mouse or a finger, which press evenly
 * whatever they report, and where the person does not want it.
 */
export function pressureOf(
  { pointerType, pressure }: Pick<PointerEvent, 'pointerType' | 'pressure'>,
  isWanted: boolean,
): number | undefined {
  if (!isWanted || pointerType !== 'pen') return undefined;
  return LIGHTEST_SHARE + (1 - LIGHTEST_SHARE) * Math.min(Math.max(pressure, 0), 1);
}

/** The button that a pen reports when its other end is pressed. */
export const ERASER_BUTTON = 5;
