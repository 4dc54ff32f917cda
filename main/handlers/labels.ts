import { AppError } from '../../app/contract/errors.ts';
import { setAttributes } from '../../app/model/commands/attributes.ts';
import { removeLabel } from '../../app/model/commands/labels.ts';
import type { LabelId, LabelRecord } from '../../app/model/records.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { broadcastEdit } from './broadcastEdit.ts';
import { os } from './implementer.ts';

export const labelsHandlers = {
  list: os.labels.list.handler(({ context }) => context.projects.required().labels.list()),
  remove: os.labels.remove.handler(({ context, input: { labelId } }) => {
    const project = context.projects.required();
    const { labels, label } = labelsWith(project, labelId);
    const annotations = project.annotations.ofLabel(labelId);
    const diff = removeLabel({ labels }, { labelId, annotations });
    const { history } = project.edits.commit(diff, `Remove label ${label.name}`);
    // No window knows of the objects on other images.
    broadcastEdit(context.events, project, { clientId: '', diff, history });
    return { objects: annotations.length, history };
  }),
  setAttributes: os.labels.setAttributes.handler(({ context, input: { labelId, attributes } }) => {
    const project = context.projects.required();
    const { labels, label } = labelsWith(project, labelId);
    const annotations = project.annotations.ofLabel(labelId);
    const diff = setAttributes({ labels }, { labelId, attributes, annotations });
    const { history } = project.edits.commit(diff, `Change attributes of ${label.name}`);
    broadcastEdit(context.events, project, { clientId: '', diff, history });
    return { objects: diff.length - 1, history };
  }),
};

/** All labels of the project, and the one in question. */
function labelsWith(
  project: ProjectStore,
  labelId: LabelId,
): { readonly labels: ReadonlyMap<LabelId, LabelRecord>; readonly label: LabelRecord } {
  const labels = new Map(project.labels.list().map((label) => [label.id, label]));
  const label = labels.get(labelId);
  if (!label) throw new AppError('NOT_FOUND', 'This label does not exist any more.');
  return { labels, label };
}
