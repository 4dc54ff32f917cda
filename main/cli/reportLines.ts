import type { EvaluationReport } from '../../app/metrics/evaluation.ts';
import { formatCount, formatPercent } from './terminal.ts';

/** The scores of a model as a small table; `labelNames` by label id. */
export function reportLines(report: EvaluationReport, labelNames: ReadonlyMap<string, string>): string[] {
  const rows = Object.entries(report.dicePerLabel).map(([id, dice]) => ({
    name: labelNames.get(id) ?? id,
    dice,
    iou: report.iouPerLabel[id] ?? null,
  }));
  rows.push({ name: 'mean', dice: report.meanDice, iou: report.meanIou });
  const width = Math.max(8, ...rows.map(({ name }) => name.length));
  const { truths, predictions, matched, precision, recall, averagePrecision50, accuracy } = report.instances;
  return [
    `${'label'.padEnd(width)}  ${'Dice'.padStart(8)}  ${'IoU'.padStart(8)}    (${formatCount(report.images)} images)`,
    ...rows.map(
      ({ name, dice, iou }) =>
        `${name.padEnd(width)}  ${formatPercent(dice).padStart(8)}  ${formatPercent(iou).padStart(8)}`,
    ),
    `objects: ${formatCount(matched)} of ${formatCount(truths)} found, ${formatCount(predictions)} suggested ` +
      `(precision ${formatPercent(precision)}, recall ${formatPercent(recall)}, TP/(TP+FP+FN) ${formatPercent(accuracy)}, ` +
      `AP50 ${formatPercent(averagePrecision50)})`,
  ];
}
