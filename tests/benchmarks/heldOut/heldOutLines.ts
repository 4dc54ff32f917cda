import type { EvaluationReport } from '../../../app/metrics/evaluation.ts';
import { table } from '../../../main/cli/scoreLines.ts';
import { quantile } from '../benchHost.ts';
import type { HeldOutComparison } from './compareHeldOut.ts';
import type { ScoredSplit } from './scoreWeights.ts';

/** Rows of losses, first and last step among them. */
const shownLosses = 12;
const earlySteps = [1, 2, 5, 10];

/** The comparison for people. `labelNames` by label id. */
export function heldOutLines(comparison: HeldOutComparison, labelNames: ReadonlyMap<string, string>): string[] {
  const { config, own, torch, torchVersion, isWrittenAnew } = comparison;
  const { architecture, width, depth, separation, normalisation, batchSize, patchSize } = config;
  const network = `${architecture} of width ${width} and depth ${depth}, separation ${separation}, ${normalisation} normalisation`;
  return [
    `${network}, ${batchSize} cut-outs of ${patchSize} pixels in a step;`,
    `${comparison.trainImages} images to train on, ${comparison.validationImages} to validate. PyTorch ${torchVersion}, ` +
      `${isWrittenAnew ? 'with the network written anew' : 'node by node'}, ${config.threads} threads.`,
    '',
    ...table(
      ['step', 'loss here', 'PyTorch', 'difference'],
      checkpoints(own.length).map((step) => [
        String(step),
        (own[step - 1]?.loss ?? NaN).toFixed(6),
        (torch[step - 1]?.loss ?? NaN).toFixed(6),
        lossDifference(comparison, step).toExponential(1),
      ]),
    ),
    '',
    ...table(
      ['milliseconds of a step', 'median', 'fastest', 'wait for data'],
      [
        ['here, while others are cut', ...times(own), quantile(waits(own), 0.5).toFixed(1)],
        ['PyTorch, from cut ones', ...times(torch), '-'],
      ],
    ),
    ...splitsOf(comparison).flatMap((split) => ['', ...scoreTable(comparison, split, labelNames)]),
  ];
}

/** |here - PyTorch| / PyTorch of the loss before a step's update, counted from 1. */
export function lossDifference({ own, torch }: Pick<HeldOutComparison, 'own' | 'torch'>, step: number): number {
  const [here, there] = [own[step - 1]?.loss ?? NaN, torch[step - 1]?.loss ?? NaN];
  return Math.abs(here - there) / Math.abs(there);
}

function checkpoints(steps: number): number[] {
  const even = Array.from({ length: shownLosses }, (_, i) => Math.round(((i + 1) * steps) / shownLosses));
  return [...new Set([...earlySteps, ...even])].filter((step) => step >= 1 && step <= steps).sort((a, b) => a - b);
}

function times(steps: readonly { readonly stepMs: number }[]): string[] {
  const all = steps.map(({ stepMs }) => stepMs);
  return [quantile(all, 0.5), Math.min(...all)].map((ms) => ms.toFixed(1));
}

function waits(steps: HeldOutComparison['own']): number[] {
  return steps.map(({ dataWaitMs }) => dataWaitMs);
}

function splitsOf({ scored }: HeldOutComparison): ScoredSplit[] {
  return Object.keys(scored[0]?.reports ?? {}) as ScoredSplit[];
}

function scoreTable({ scored }: HeldOutComparison, split: ScoredSplit, labelNames: ReadonlyMap<string, string>) {
  const [first] = scored;
  const report = first?.reports[split];
  const labelIds = Object.keys(report?.dicePerLabel ?? {});
  const perLabel = labelIds.flatMap((id) => ['Dice', 'IoU'].map((score) => `${score} ${labelNames.get(id) ?? id}`));
  const objects = ['TP/(TP+FP+FN)', 'found', 'AP50', 'AP'];
  return table(
    [`weights on ${report?.images ?? 0} images (${split})`, 'of step', ...perLabel, ...objects],
    scored.map(({ name, step, reports }) => [name, String(step), ...scoresOf(reports[split], labelIds)]),
  );
}

function scoresOf(report: EvaluationReport | undefined, labelIds: readonly string[]): string[] {
  if (report === undefined) return [];
  const { accuracy, matched, truths, averagePrecision50, averagePrecision } = report.instances;
  const perLabel = labelIds.flatMap((id) => [report.dicePerLabel[id], report.iouPerLabel[id]].map(percent));
  return [
    ...perLabel,
    ...[percent(accuracy), `${matched} of ${truths}`, percent(averagePrecision50), percent(averagePrecision)],
  ];
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '-' : (100 * share).toFixed(2);
}
