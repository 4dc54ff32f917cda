import { detailInEnglish } from '../../app/contract/jobDetails.ts';
import type { Job } from '../../app/contract/jobs.ts';

/** Where a command speaks: results on stdout (text, or one JSON object), progress and failures on stderr. */
export interface Terminal {
  readonly json: boolean;
  /** One line of the result for people; silent with --json. */
  say(line: string): void;
  /** The whole result for programs; silent without --json. */
  result(value: unknown): void;
  progress(job: Job): void;
  endProgress(): void;
}

const barWidth = 24;
const plainIntervalMs = 5000;

export function createTerminal(json: boolean): Terminal {
  const interactive = process.stderr.isTTY === true;
  let drawn = 0;
  let lastPlainAt = 0;
  const draw = (line: string): void => {
    process.stderr.write(`\r${line.padEnd(drawn)}`);
    drawn = line.length;
  };
  return {
    json,
    say: (line) => {
      if (!json) process.stdout.write(`${line}\n`);
    },
    result: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    progress: (job) => {
      if (interactive) return draw(progressLine(job).slice(0, (process.stderr.columns ?? 100) - 1));
      if (Date.now() - lastPlainAt < plainIntervalMs) return;
      lastPlainAt = Date.now();
      process.stderr.write(`${progressLine(job)}\n`);
    },
    endProgress: () => {
      if (drawn > 0) process.stderr.write('\n');
      drawn = 0;
    },
  };
}

/** "[#####-------]  42 %  1,234 of 2,900 images  3 min left  scan-17.png" */
export function progressLine(job: Job): string {
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : 0;
  const filled = Math.round(share * barWidth);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}]`;
  const count = job.total > 0 ? `${formatCount(job.done)} of ${formatCount(job.total)}` : formatCount(job.done);
  const parts = [bar, `${String(Math.round(share * 100)).padStart(3)} %`, `${count} ${job.unit}`];
  if (job.secondsLeft !== null && job.finishedAt === null) parts.push(`${formatDuration(job.secondsLeft)} left`);
  if (job.detail !== '') parts.push(detailInEnglish(job.detail));
  return parts.join('  ');
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** "1.4 MB", as disks are sold: a kilobyte is 1,000 bytes. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? 'B'}`;
}

export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function formatPercent(share: number | null): string {
  return share === null ? 'none' : `${(share * 100).toFixed(1)} %`;
}
