import type { EvaluationReport } from '../../app/metrics/evaluation.ts';
import type { EvaluatedImage } from '../../app/metrics/imageFindings.ts';
import { statLines, table } from './scoreLines.ts';
import { formatCount, formatPercent } from './terminal.ts';

/** The scores of a model, for people; `labelNames` by label id. */
export function reportLines(report: EvaluationReport, labelNames: ReadonlyMap<string, string>): string[] {
  const nameOf = (id: string): string => labelNames.get(id) ?? id;
  const { details } = report;
  const rows = Object.entries(report.dicePerLabel).map(([id, dice]) => {
    const label = details?.perLabel.find(({ labelId }) => labelId === id);
    const numbers = [dice, report.iouPerLabel[id] ?? null, label?.precision, label?.recall, label?.boundaryF1];
    return [nameOf(id), ...[...numbers, label?.ap50, label?.ap, label?.pq].map(percent)];
  });
  const means = [report.meanDice, report.meanIou, null, null, details?.meanBoundaryF1];
  rows.push(['mean', ...[...means, details?.masks.ap50, details?.masks.ap, details?.panoptic?.pq].map(percent)]);
  const { truths, predictions, matched, precision, recall, averagePrecision50, averagePrecision, accuracy } =
    report.instances;
  const lines = [
    ...table(
      [
        `${formatCount(report.images)} images`,
        ...['Dice', 'IoU', 'precision', 'recall', 'boundary F1', 'AP50', 'AP', 'PQ'],
      ],
      rows,
    ),
    `pixels: ${formatPercent(report.pixelAccuracy)} right, ` +
      `${percent(details?.meanAccuracy)} % of a class on average (background included)`,
    `objects: ${formatCount(matched)} of ${formatCount(truths)} found, ${formatCount(predictions)} suggested ` +
      `(precision ${formatPercent(precision)}, recall ${formatPercent(recall)}, TP/(TP+FP+FN) ${formatPercent(accuracy)}, ` +
      `AP50 ${formatPercent(averagePrecision50)}, AP ${formatPercent(averagePrecision)}, all objects of an image counted)`,
  ];
  if (details === null) return lines;
  const { errors, panoptic, objectConfusion } = details;
  lines.push(
    `errors: ${formatCount(errors.missed)} missed, ${formatCount(errors.wrong)} where there is nothing, ` +
      `${formatCount(errors.label)} with a wrong label, ${formatCount(errors.outline)} with a poor outline`,
    `panoptic: PQ ${percent(panoptic?.pq)}, SQ ${percent(panoptic?.sq)}, RQ ${percent(panoptic?.rq)}; ` +
      `boundary IoU ${percent(details.meanBoundaryIou)}`,
    'COCO, masks:',
    ...statLines(details.masks),
    'COCO, boxes:',
    ...statLines(details.boxes),
    `Boundary AP: ${percent(details.boundaries.ap)} (AP50 ${percent(details.boundaries.ap50)})`,
    'objects, true label by row and found label by column:',
    ...table(
      ['', '(none)', ...details.perLabel.map(({ labelId }) => nameOf(labelId))],
      objectConfusion.map((row, index) => [
        index === 0 ? '(none)' : nameOf(details.perLabel[index - 1]?.labelId ?? ''),
        ...row.map(formatCount),
      ]),
    ),
  );
  return lines;
}

/** The images to look at first; `imageNames` by image id. */
export function worstImageLines(images: readonly EvaluatedImage[], imageNames: ReadonlyMap<string, string>): string[] {
  if (images.length === 0) return [];
  const rows = images.map(({ imageId, score, counts }) => [
    imageNames.get(imageId) ?? imageId,
    percent(score),
    ...[counts.missed, counts.wrong, counts.label, counts.outline].map(formatCount),
  ]);
  return table(['worst images', 'score', 'missed', 'wrong', 'label', 'outline'], rows);
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '-' : (100 * share).toFixed(1);
}
