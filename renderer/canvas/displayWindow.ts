import type { DisplayWindow } from '../../app/model/records.ts';

/** A window by its middle and its width, in stored values, as radiologists give it. */
export interface CentredWindow {
  readonly centre: number;
  readonly width: number;
}

/** CSS pixels of a drag that double or halve the width. */
const doublingPx = 160;
/** CSS pixels of a drag that move the window by its own width. */
const movingPx = 320;
/** A press that hardly moves is no drag. */
const slackPx = 3;
/** How many times wider than all values a window may become. */
const widest = 4;

export function centredWindow({ low, high }: DisplayWindow): CentredWindow {
  return { centre: (low + high) / 2, width: high - low };
}

/** Whole ends, at least one apart, of a window that shows something of `range` and is not much wider. */
export function windowAbout({ centre, width }: CentredWindow, range: DisplayWindow): DisplayWindow {
  const span = Math.max(range.high - range.low, 1);
  const bounded = Math.min(Math.max(Math.round(width), 1), widest * span);
  const middle = Math.min(Math.max(centre, range.low), range.high);
  const low = Math.round(middle - bounded / 2);
  return { low, high: low + bounded };
}

/**
 * The window after a drag by so many CSS pixels: to the right wider, which lowers the contrast, and down to higher
 * values, which darkens. It depends on where the drag is, not on its way, and moves finely where the window is narrow.
 */
export function draggedWindow(start: DisplayWindow, dx: number, dy: number, range: DisplayWindow): DisplayWindow {
  if (Math.hypot(dx, dy) < slackPx) return start;
  const { centre, width } = centredWindow(start);
  return windowAbout({ centre: centre + (dy / movingPx) * width, width: width * 2 ** (dx / doublingPx) }, range);
}

export function isSameWindow(one: DisplayWindow | null, other: DisplayWindow | null): boolean {
  return one === other || (one !== null && one.low === other?.low && one.high === other.high);
}
