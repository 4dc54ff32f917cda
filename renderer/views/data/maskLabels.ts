/** One line of the table that says which label a pixel value or a folder stands for. */
export interface MaskLabel {
  /** A pixel value (`7`), a colour (`#ff0080`) or the name of a folder. */
  readonly key: string;
  readonly label: string;
}

export type MaskLabelKind = 'values' | 'folders';

/** What is wrong with a line; the two that only wait for more text are `keyMissing` and `labelMissing`. */
export type MaskLabelProblem =
  'keyMissing' | 'labelMissing' | 'notValue' | 'notFolder' | 'valueTooHigh' | 'coloursMixed' | 'keyTwice';

const largestValue = 65_535;

/** The problem of every line; `null` where it is whole, and for a line that is empty: it is left out. */
export function maskLabelProblems(
  rows: readonly MaskLabel[],
  kind: MaskLabelKind,
): readonly (MaskLabelProblem | null)[] {
  const keys = rows.map((row) => comparableKey(row.key, kind));
  const hasNumbers = kind === 'values' && keys.some((key) => /^\d+$/.test(key));
  return rows.map(({ label }, index) => {
    const key = keys[index] ?? '';
    if (key === '') return label.trim() === '' ? null : 'keyMissing';
    if (kind === 'folders' && /[/\\]/.test(key)) return 'notFolder';
    if (kind === 'values') {
      const isColour = /^#[0-9a-f]{6}$/.test(key);
      if (!isColour && !/^\d+$/.test(key)) return 'notValue';
      if (isColour && hasNumbers) return 'coloursMixed';
      if (!isColour && Number(key) > largestValue) return 'valueTooHigh';
    }
    if (keys.indexOf(key) !== index) return 'keyTwice';
    return label.trim() === '' ? 'labelMissing' : null;
  });
}

/** The table as the import takes it; `null` while a line has a problem, or where no line says anything. */
export function maskLabelTable(
  rows: readonly MaskLabel[],
  kind: MaskLabelKind,
): Readonly<Record<string, string>> | null {
  const told = rows.filter(({ key, label }) => key.trim() !== '' || label.trim() !== '');
  if (told.length === 0 || maskLabelProblems(told, kind).some((problem) => problem !== null)) return null;
  return Object.fromEntries(told.map(({ key, label }) => [comparableKey(key, kind), label.trim()]));
}

/** `007` and `7` are one value, `#FF0080` and `#ff0080` one colour; folders are taken by their letters. */
function comparableKey(key: string, kind: MaskLabelKind): string {
  const trimmed = key.trim();
  if (kind === 'folders') return trimmed;
  return /^\d+$/.test(trimmed) ? trimmed.replace(/^0+(?=\d)/, '') : trimmed.toLowerCase();
}
