import type { Job, JobResult, ModelComparison, Refusal } from '../../../app/contract/jobs.ts';
import { importRemarks } from '../../../app/contract/importRemarks.ts';
import type { JobTitle } from '../../../app/contract/jobTitles.ts';
import { detailText } from '../../../app/contract/jobDetails.ts';
import { sentenceOf } from '../../../app/contract/sentences.ts';
import type { DeviceLatency } from '../../../app/deployment/deviceLatency.ts';
import { imagesText, objectsText } from '../../messages/counts.ts';
import { formatBytes, formatCount, formatDuration, formatNumber, formatScore } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';
import { hostText, rowText } from '../../messages/hostText.ts';
import { messages } from '../../messages/messages.ts';
import { speedText } from '../../messages/speeds.ts';
import { isRunning } from '../../state/jobs.svelte.ts';

type ResultText = { readonly [K in JobResult['kind']]: (result: Extract<JobResult, { kind: K }>) => readonly string[] };

const words = (): Messages['jobs']['results'] => messages.jobs.results;

const resultText: ResultText = {
  importImages: (result) => [words().importImages(imagesText(result.imported))],
  importAnnotations: (result) => [
    words().importAnnotations(objectsText(result.objects), imagesText(result.images)),
    ...(result.alreadyPresent > 0
      ? [words().alreadyPresent(result.alreadyPresent, formatCount(result.alreadyPresent))]
      : []),
    ...(result.negatives > 0 ? [words().negatives(result.negatives, formatCount(result.negatives))] : []),
    ...(result.newLabels.length > 0 ? [words().newLabels(result.newLabels.join(', '))] : []),
  ],
  exportCoco: (result) => [
    words().exportCoco(objectsText(result.objects), imagesText(result.images)),
    words().exportChecked(formatCount(result.polygons), formatCount(result.masks)),
    ...(result.points > 0 ? [messages.points.exported(result.points, formatCount(result.points))] : []),
  ],
  train: (result) => [
    words().train(formatScore(result.bestDice), formatCount(result.steps)),
    words().trainReasons[result.reason],
    ...(result.comparison === null
      ? []
      : [
          words().trainCompared(
            formatScore(result.comparison.previousDice),
            formatScore(result.comparison.newDice),
            imagesText(result.comparison.images),
          ),
          ...objectsCompared(result.comparison),
        ]),
    result.inUse ? words().trainInUse : words().trainNotInUse,
  ],
  search: (result) => [
    words().search[result.measure](
      words().trials(result.trials, formatCount(result.trials)),
      formatScore(result.best.score),
    ),
    ...(result.pruned > 0 ? [words().searchPruned(result.pruned, formatCount(result.pruned))] : []),
  ],
  predict: (result) => [
    words().predict(
      words().suggestions(result.suggestions, formatCount(result.suggestions)),
      imagesText(result.images),
    ),
    ...(result.accepted ? [words().predictAccepted] : []),
  ],
  evaluate: (result) => [words().evaluate(formatScore(result.report.meanDice), imagesText(result.report.images))],
  scoreModels: (result) => [words().scoreModels(formatCount(result.modelIds.length), imagesText(result.images))],
  learningCurve: (result) => [words().learningCurve(formatCount(result.points), formatCount(result.trainings))],
  flicker: (result) => [
    words().flicker(
      imagesText(result.images.filter(({ change }) => change.onlyFirst + change.onlySecond > 0).length),
      imagesText(result.images.length),
    ),
  ],
  exportModel: ({ report }) => [
    words().exportModel(report.form, formatBytes(report.byteSize)),
    ...(report.score === null
      ? []
      : [words().exportScore(formatScore(report.score.dice), formatScore(report.score.float32Dice))]),
  ],
  latency: ({ latencies }) =>
    latencies.map((latency) => `${messages.doctor.deviceNames[latency.device]}: ${latencyText(latency)}`),
  installEngine: (result) => [words().installEngine(result.folder)],
  speedTest: ({ speeds }) =>
    speeds.map((speed) => `${messages.doctor.deviceNames[speed.device]}: ${speedText(speed, speeds)}`),
};

function objectsCompared({ objects }: ModelComparison): readonly string[] {
  if (objects === undefined) return [];
  return [words().trainComparedObjects(formatScore(objects.previous), formatScore(objects.new))];
}

type OtherResult = Exclude<JobResult, { kind: 'importAnnotations' }>;

const refusedTitle: { readonly [K in OtherResult['kind']]: 'refusedImages' | 'leftOut' | 'notUsed' | 'refused' } = {
  importImages: 'refusedImages',
  exportCoco: 'leftOut',
  train: 'refused',
  search: 'refused',
  predict: 'notUsed',
  evaluate: 'refused',
  scoreModels: 'notUsed',
  flicker: 'notUsed',
  learningCurve: 'refused',
  exportModel: 'refused',
  latency: 'refused',
  installEngine: 'refused',
  speedTest: 'refused',
};

function latencyText(latency: DeviceLatency): string {
  if (latency.kind === 'failed') return words().latencyFailed(hostText(latency.reason));
  const { msPerTile, tileSide, megapixelsPerSecond } = latency;
  return words().latency(formatNumber(msPerTile, 1), String(tileSide), formatNumber(megapixelsPerSecond));
}

export function titleText({ title }: Job): string {
  return sentenceOf(title, messages.reports.jobTitles);
}

/** What is at work now; may be empty. */
export function workText({ detail }: Job): string {
  return detailText(detail, messages.reports.jobDetails);
}

/** The sentences of a result. */
export function resultLines(result: JobResult): readonly string[] {
  return resultText[result.kind](result as never);
}

export interface RefusalGroup {
  readonly title: string;
  readonly refusals: readonly Refusal[];
  /** Something is missing now; a duplicate is not. */
  readonly isProblem: boolean;
}

/** What was not taken, or not as it is, by what that means. */
export function refusalGroups(result: JobResult): readonly RefusalGroup[] {
  if (result.kind === 'importAnnotations') {
    return importRemarks(result).map(({ kind, count, details }) => {
      const title = messages.importRemarks[kind](count, formatCount(count));
      return { title, refusals: details, isProblem: true };
    });
  }
  const refused = 'refused' in result ? result.refused : [];
  const duplicates = 'duplicates' in result ? result.duplicates : [];
  const title = messages.jobs[refusedTitle[result.kind]];
  return [
    { title: title(refused.length, formatCount(refused.length)), refusals: refused, isProblem: true },
    {
      title: messages.jobs.duplicates(duplicates.length, formatCount(duplicates.length)),
      refusals: duplicates,
      isProblem: false,
    },
  ].filter(({ refusals }) => refusals.length > 0);
}

/** Rows of a COCO file are named by its reader; other items are files, whose names stay. */
export function itemTextOf(title: JobTitle): (item: string) => string {
  return title.kind === 'importObjects' ? rowText : (item) => item;
}

/** What a person has to look at, in one line; `null` where nothing is missing. */
export function refusedText(result: JobResult): string | null {
  const titles = refusalGroups(result).flatMap(({ isProblem, title }) => (isProblem ? [title] : []));
  return titles.length === 0 ? null : titles.reduce(messages.jobs.andProblem);
}

/** "12 of 61 images · 3.2 images/s · 15 s left" */
export function progressText(job: Job, now: number): string {
  const unit = messages.jobs.units[job.unit];
  const done = formatCount(job.done);
  const parts = [
    job.total > 0 ? messages.jobs.progress(done, formatCount(job.total), unit) : messages.jobs.progressOpen(done, unit),
    rateText(job, now, unit),
    job.secondsLeft === null || !isRunning(job) ? '' : messages.jobs.left(formatDuration(job.secondsLeft)),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function rateText(job: Job, now: number, unit: string): string {
  const seconds = (now - job.startedAt) / 1000;
  if (job.done === 0 || seconds < 1) return '';
  const perSecond = job.done / seconds;
  return perSecond >= 1
    ? messages.jobs.rate(formatNumber(perSecond, perSecond < 10 ? 1 : 0), unit)
    : messages.jobs.ratePerMinute(formatNumber(perSecond * 60, 1), unit);
}

/** Finished share 0-1; `null` where the total is not known. */
export function shareOf(job: Job): number | null {
  return job.total > 0 ? Math.min(1, job.done / job.total) : null;
}
