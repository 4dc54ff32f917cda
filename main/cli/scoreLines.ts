import { type ClassScores, type CocoNumbers, statsOf } from '../../app/metrics/cocoScores.ts';
import type { PanopticScore } from '../../app/metrics/panopticQuality.ts';
import type { ScoredPanoptic } from '../jobs/scorePanoptic.ts';
import { formatCount } from './terminal.ts';

/** What each of COCO's twelve numbers is measured with: kind, IoU, area, detections an image. */
const statKinds = [
  ['AP', '0.50:0.95', 'all', 100],
  ['AP', '0.50', 'all', 100],
  ['AP', '0.75', 'all', 100],
  ['AP', '0.50:0.95', 'small', 100],
  ['AP', '0.50:0.95', 'medium', 100],
  ['AP', '0.50:0.95', 'large', 100],
  ['AR', '0.50:0.95', 'all', 1],
  ['AR', '0.50:0.95', 'all', 10],
  ['AR', '0.50:0.95', 'all', 100],
  ['AR', '0.50:0.95', 'small', 100],
  ['AR', '0.50:0.95', 'medium', 100],
  ['AR', '0.50:0.95', 'large', 100],
] as const;

const titles = { AP: 'Average Precision', AR: 'Average Recall' } as const;

/** The twelve numbers in pycocotools' own lines. */
export function statLines(numbers: CocoNumbers): string[] {
  const stats = statsOf(numbers);
  return statKinds.map(([kind, iou, area, most], index) => {
    const where = `IoU=${iou.padEnd(9)} | area=${area.padStart(6)} | maxDets=${String(most).padStart(3)}`;
    return ` ${titles[kind].padEnd(18)} (${kind}) @[ ${where} ] = ${(stats[index] as number).toFixed(3)}`;
  });
}

/** One line a class; classes without objects are left out. */
export function classLines(names: readonly string[], classes: readonly ClassScores[]): string[] {
  const rows = classes.flatMap((scores, index) =>
    scores.truths === 0
      ? []
      : [
          [
            names[index] ?? '',
            ...[scores.ap, scores.ap50, scores.ap75, scores.ar100].map(digits),
            formatCount(scores.truths),
          ],
        ],
  );
  return table(['category', 'AP', 'AP50', 'AP75', 'AR100', 'objects'], rows);
}

export function panopticLines({ images, all, things, stuff, classes }: ScoredPanoptic): string[] {
  const percent = (score: PanopticScore | null): string[] =>
    [score?.pq, score?.sq, score?.rq].map((value) => (value === undefined ? 'none' : (100 * value).toFixed(1)));
  const groups = Object.entries({ all, things, stuff }).map(([name, score]) => [
    name,
    ...percent(score),
    String(score?.classes ?? 0),
  ]);
  const rows = classes.flatMap(({ name, score }) => (score === null ? [] : [[name, ...percent(score), '']]));
  return table([`${formatCount(images)} images`, 'PQ', 'SQ', 'RQ', 'classes'], [...groups, ...rows]);
}

function digits(value: number | null): string {
  return (value ?? -1).toFixed(3);
}

/** Names to the left, numbers to the right, columns as wide as they need to be. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [header, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  ')
      .trimEnd(),
  );
}
