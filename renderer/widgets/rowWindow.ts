/** Lengths in CSS pixels. */
interface Scrolled {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Rows change in steps of so many, so that most scrolling changes none; as many are ready on each side of the view. */
const rowsPerStep = 8;

/** The rows to have on the page, `first` to before `end`. */
export function rowWindow({ scrollTop, height, rowHeight, count }: Scrolled & { readonly count: number }): {
  readonly first: number;
  readonly end: number;
} {
  const rowsInView = Math.ceil(height / rowHeight) + 1;
  const length = rowsInView + 2 * rowsPerStep;
  const step = Math.floor(scrollTop / rowHeight / rowsPerStep) * rowsPerStep;
  const first = Math.max(Math.min(step - rowsPerStep / 2, count - length), 0);
  return { first, end: Math.min(first + length, count) };
}

/** Where a list has to be scrolled to for a whole row to be in view; the least way. */
export function scrolledTo(index: number, { scrollTop, height, rowHeight }: Scrolled): number {
  const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
  if (top < scrollTop) return top;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
