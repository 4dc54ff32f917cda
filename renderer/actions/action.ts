/** One thing that a person can do, with its keys: feeds the key handler, the command palette and the key sheet. */
export interface Action {
  /** Unique and stable, such as `view.train`. */
  readonly id: string;
  /** Sentence case, starting with a verb where it can. */
  readonly title: string;
  /** Heading on the key sheet and in the palette. */
  readonly group: string;
  /** Combinations such as `Ctrl+Shift+Z`, `?`, `ArrowLeft` (grammar: keyCombination.ts); the first is shown. */
  readonly keys: readonly string[];
  readonly enabled: () => boolean;
  readonly perform: () => void;
  /** Works while the person types in a field or a dialog is open; only for combinations with Ctrl. */
  readonly whileTyping?: boolean;
}
