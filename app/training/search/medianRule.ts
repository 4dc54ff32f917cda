/** What a trial had reached at a point of its run. */
export interface TrialPoint {
  /** Of the whole run, 0-1: trials of networks of other speed are compared at the same part of their schedule. */
  readonly share: number;
  /** Larger is better. */
  readonly score: number;
}

/** Before this a trial has hardly learnt anything. */
const firstShare = 0.25;
const fewestFinished = 3;

/**
 * Whether a running trial is hopeless, by the median stopping rule (Golovin et al., "Google Vizier", 2017, section 3.2.2):
 * the best it has reached is below the median of what the finished trials had on average up to the same share. It needs
 * no more than one trial at a time, where successive halving (Li et al., 2018) needs many side by side.
 */
export function isHopeless(trial: readonly TrialPoint[], finished: readonly (readonly TrialPoint[])[]): boolean {
  const share = trial.at(-1)?.share ?? 0;
  if (share < firstShare || finished.length < fewestFinished) return false;
  const averages = finished.flatMap((points) => {
    const scores = points.filter((point) => point.share <= share).map(({ score }) => score);
    return scores.length === 0 ? [] : [scores.reduce((sum, score) => sum + score, 0) / scores.length];
  });
  if (averages.length < fewestFinished) return false;
  return Math.max(...trial.map(({ score }) => score)) < median(averages);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
