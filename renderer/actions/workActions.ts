import { messages } from '../messages/messages.ts';
import { dataDialogs, type DataDialog } from '../state/dataDialogs.svelte.ts';
import { imageList } from '../state/imageList.svelte.ts';
import { models } from '../state/models.svelte.ts';
import { openImage } from '../state/openImage.svelte.ts';
import { countUnlabelled, startPrediction } from '../state/predict.ts';
import { runs } from '../state/runs.svelte.ts';
import { searches } from '../state/searches.svelte.ts';
import { session } from '../state/session.svelte.ts';
import { plannedTraining } from '../state/trainingPlan.svelte.ts';
import type { Action } from './action.ts';
import { reviewSuggestions } from './reviewSuggestions.ts';

const inProject = (): boolean => session.project !== null;
const hasImages = (): boolean => inProject() && imageList.images.length > 0;

/** Imports, exports, training and suggestions, from every view. */
export function workActions(): readonly Action[] {
  const { groups, data, train, jobs } = messages;
  const dialog = (shown: DataDialog, title: string, enabled: () => boolean): Action => ({
    id: `data.${shown}`,
    title,
    group: groups.images,
    keys: [],
    enabled,
    perform: () => dataDialogs.showOnDataView(shown),
  });
  const work = (id: string, title: string, enabled: () => boolean, perform: () => void): Action => ({
    id: `work.${id}`,
    title,
    group: groups.work,
    keys: [],
    enabled,
    perform,
  });
  return [
    dialog('importImages', data.importImages, inProject),
    dialog('importAnnotations', data.importAnnotations, hasImages),
    dialog('exportCoco', data.exportCoco, hasImages),
    work('train', train.start, () => hasImages() && runs.running === null && searches.running === null, startTraining),
    work('predict', train.labelRest, () => models.inUse !== null && countUnlabelled() > 0, labelRest),
    work(
      'review',
      jobs.review,
      () => imageList.counts.suggested > 0,
      () => void reviewSuggestions(),
    ),
  ];
}

/** Shows the train view, which says what stands in the way where something does. */
function startTraining(): void {
  session.view = 'train';
  void plannedTraining.read().then(() => {
    if (plannedTraining.plan?.obstacle === null) return plannedTraining.start();
  });
}

function labelRest(): void {
  if (models.inUse === null) return;
  const { sessionDevice: device } = plannedTraining;
  void startPrediction({ modelId: models.inUse.id, images: 'unlabelled', device, accept: false });
}

/** Undo outside the label view, for edits of many images at once. */
export function undoActions(): readonly Action[] {
  const { actions, actionGroups } = messages.label;
  const step = (direction: 'undo' | 'redo', keys: readonly string[]): Action => ({
    id: `data.${direction}`,
    title: actions[direction],
    group: actionGroups.objects,
    keys,
    enabled: () => openImage.history[direction] !== null,
    perform: () => void openImage[direction](),
  });
  return [step('undo', ['Ctrl+Z']), step('redo', ['Ctrl+Shift+Z', 'Ctrl+Y'])];
}
