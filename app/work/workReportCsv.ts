import { objectFates, type FiguresByFate, type WorkReport } from '../contract/workViews.ts';

type Row = readonly [part: string, name: string, fate: string, measure: string, value: number | null];

/** The report as one number a line, to be sorted out by a spreadsheet; times in seconds. */
export function workReportCsv({ days, all, labels, models, saving }: WorkReport): string {
  const rows: Row[] = [
    ...days.flatMap(({ day, activeMs, labelled }): Row[] => [
      ['day', day, '', 'active_seconds', activeMs / 1000],
      ['day', day, '', 'labelled', labelled],
    ]),
    ...figureRows('all', '', all),
    ...labels.flatMap(({ name, figures }) => figureRows('label', name, figures)),
    ...models.flatMap(({ name, untouched, corrected, rejected }): Row[] => [
      ['model', name, 'untouched', 'objects', untouched],
      ['model', name, 'corrected', 'objects', corrected],
      ['model', name, 'rejected', 'objects', rejected],
    ]),
  ];
  if (saving !== null) {
    rows.push(
      ['saving', '', 'accepted', 'objects', saving.accepted],
      ['saving', '', 'accepted', 'drawing_seconds', saving.drawingMs / 1000],
      ['saving', '', '', 'spent_seconds', saving.spentMs / 1000],
      ['saving', '', 'accepted', 'left_out', saving.leftOut],
    );
  }
  const lines = [['part', 'name', 'fate', 'measure', 'value'], ...rows];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function figureRows(part: string, name: string, figures: FiguresByFate): Row[] {
  return objectFates.flatMap((fate): Row[] => {
    const { objects, measured, activeMs, medianMs } = figures[fate];
    return [
      [part, name, fate, 'objects', objects],
      [part, name, fate, 'measured', measured],
      [part, name, fate, 'active_seconds', activeMs / 1000],
      [part, name, fate, 'median_seconds', medianMs === null ? null : medianMs / 1000],
    ];
  });
}

/** As RFC 4180 says; a spreadsheet takes a text that begins like a formula for one, so that gets an apostrophe. */
function cell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
