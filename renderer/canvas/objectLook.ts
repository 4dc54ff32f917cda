/** As long as nobody wants it otherwise; widths in CSS pixels. */
export const FILL_ALPHA = 0.35;
export const OUTLINE_WIDTH = 1.5;

/** How a person wants objects drawn; all of it 0 leaves the image alone. */
export interface ObjectLook {
  /** 0-1; 0 where objects are not filled. */
  readonly fillAlpha: number;
  /** CSS pixels; 0 where objects have no outline. */
  readonly outlineWidthPx: number;
}

/** What tools show of a stroke or a shape under way is to be seen even where objects are not filled. */
export const leastPreviewAlpha = 0.2;

const speckAlpha = 0.85;

/** Objects too small for an outline stand for it with their fill. */
export function smallFillAlpha({ fillAlpha, outlineWidthPx }: ObjectLook, isSpeck: boolean): number {
  const fill = Math.min(fillAlpha * (isSpeck ? speckAlpha / FILL_ALPHA : 2), 1);
  const outline = outlineWidthPx === 0 ? 0 : isSpeck ? speckAlpha : 2 * FILL_ALPHA;
  return Math.max(fill, outline);
}
