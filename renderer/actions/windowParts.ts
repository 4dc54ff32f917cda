/** What the window consists of, for whoever goes through it by keys. */
const parts = 'header:not(main header), main, main [role=toolbar], main aside, main section[aria-label]';
const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Goes to the first control of the next part of the window, or to that of the one before. */
export function focusPart(step: 1 | -1): void {
  const starts = partStarts();
  const from = document.activeElement ?? document.body;
  const follows = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const onward = starts.filter((control) => (from.compareDocumentPosition(control) & follows) !== 0);
  (onward.at(step === 1 ? 0 : -1) ?? starts.at(step === 1 ? 0 : -1))?.focus();
}

/** Dialogs and menus keep the focus. */
export function canFocusParts(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') === null;
}

/** A part that begins with another one is not gone to twice. */
function partStarts(): readonly HTMLElement[] {
  const starts = Array.from(document.querySelectorAll(parts), (part) =>
    [...part.querySelectorAll<HTMLElement>(controls)].find(isReachable),
  );
  return [...new Set(starts)].filter((control) => control !== undefined);
}

function isReachable(control: HTMLElement): boolean {
  const isShown = control.checkVisibility({ visibilityProperty: true }) && control.closest('[inert]') === null;
  return isShown && control.tabIndex >= 0 && !control.matches(':disabled');
}
