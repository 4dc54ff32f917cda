import { AppError } from '../../app/contract/errors.ts';
import { removeLabel } from '../../app/model/commands/labels.ts';
import { broadcastEdit } from './broadcastEdit.ts';
import { os } from './implementer.ts';

export const labelsHandlers = {
  list: os.labels.list.handler(({ context }) => context.projects.required().labels.list()),
  remove: os.labels.remove.handler(({ context, input: { labelId } }) => {
    const project = context.projects.required();
    const labels = new Map(project.labels.list().map((label) => [label.id, label]));
    const label = labels.get(labelId);
    if (!label) throw new AppError('NOT_FOUND', 'This label does not exist any more.');
    const annotations = project.annotations.ofLabel(labelId);
    const diff = removeLabel({ labels }, { labelId, annotations });
    const { history } = project.edits.commit(diff, `Remove label ${label.name}`);
    // No window knows of the objects on other images.
    broadcastEdit(context.events, project, { clientId: '', diff, history });
    return { objects: annotations.length, history };
  }),
};
