/** Rows of a table that are marked by click, Ctrl-click and Shift-click, as in a file manager. */
export class RowSelection {
  ids = $state.raw<ReadonlySet<string>>(new Set());
  #anchor: string | null = null;

  toggle(id: string): void {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.ids = ids;
    this.#anchor = id;
  }

  /** Everything between the row marked last and this one, in the order shown. */
  extendTo(id: string, shownIds: readonly string[]): void {
    const from = this.#anchor === null ? -1 : shownIds.indexOf(this.#anchor);
    const to = shownIds.indexOf(id);
    if (from < 0 || to < 0) {
      this.toggle(id);
      return;
    }
    this.ids = new Set([...this.ids, ...shownIds.slice(Math.min(from, to), Math.max(from, to) + 1)]);
  }

  setAll(ids: Iterable<string>): void {
    this.ids = new Set(ids);
  }

  clear(): void {
    this.ids = new Set();
    this.#anchor = null;
  }
}
