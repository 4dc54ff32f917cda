import type { RecordDiff } from '../model/diff.ts';
import type { ImageId, RunId } from '../model/records.ts';
import type { RunNotice } from '../training/runNotices.ts';
import type { Job } from './jobs.ts';
import type { Search } from './searchViews.ts';
import type {
  CountsByImage,
  HistoryState,
  LossPoint,
  ProjectSummary,
  RunPreview,
  RunSummary,
  ValidationPoint,
} from './views.ts';

/**
 * The one stream from the host to every window. Events broadcast state; they do not drive control flow: a page that
 * missed some reads the state anew and is right again.
 */
export type HostEvent =
  | { readonly kind: 'project'; readonly project: ProjectSummary | null }
  /**
   * A committed edit. `clientId` names the window that made it, which has applied it already. `counts`: what the objects
   * of every image that the diff touches add up to now.
   */
  | {
      readonly kind: 'edit';
      readonly clientId: string;
      readonly diff: RecordDiff;
      readonly counts: CountsByImage;
      readonly history: HistoryState;
    }
  /** Images whose rows or annotations changed beyond an edit (imports, suggestions): read them anew. `null`: all. */
  | { readonly kind: 'imagesChanged'; readonly imageIds: readonly ImageId[] | null }
  | { readonly kind: 'labelsChanged' }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'jobDismissed'; readonly jobId: string }
  | { readonly kind: 'run'; readonly run: RunSummary }
  | { readonly kind: 'runLoss'; readonly runId: RunId; readonly point: LossPoint }
  | { readonly kind: 'runValidation'; readonly runId: RunId; readonly point: ValidationPoint }
  | { readonly kind: 'runPreview'; readonly runId: RunId; readonly preview: RunPreview }
  | { readonly kind: 'search'; readonly search: Search }
  /** Something that people should read once, such as that a damaged checkpoint was passed over. */
  | { readonly kind: 'notice'; readonly notice: RunNotice }
  | { readonly kind: 'modelsChanged' }
  /** Sent every few seconds so that a page notices a dead host. */
  | { readonly kind: 'heartbeat'; readonly at: number };
