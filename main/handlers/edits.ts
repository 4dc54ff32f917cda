import type { UndoneEdit } from '../../app/contract/historyViews.ts';
import type { HostContext } from '../host/hostContext.ts';
import type { EditStore } from '../store/editStore.ts';
import { broadcastEdit, sentDiff } from './broadcastEdit.ts';
import { os } from './implementer.ts';

export const editsHandlers = {
  commit: os.edits.commit.handler(({ context, input: { clientId, description, diff, activeMs } }) => {
    const project = context.projects.required();
    const committed = project.edits.commit(diff, description, activeMs);
    broadcastEdit(context.events, project, { clientId, diff, history: committed.history });
    return committed;
  }),
  undo: os.edits.undo.handler(({ context, input }) => announced(context, input.clientId, (edits) => edits.undo())),
  redo: os.edits.redo.handler(({ context, input }) => announced(context, input.clientId, (edits) => edits.redo())),
  goTo: os.edits.goTo.handler(({ context, input }) =>
    announced(context, input.clientId, (edits) => edits.goTo(input.sequence)),
  ),
  list: os.edits.list.handler(({ context, input }) => context.projects.required().edits.list(input)),
  history: os.edits.history.handler(({ context }) => context.projects.required().edits.history()),
  decideSuggestions: os.edits.decideSuggestions.handler(({ context, input }) => {
    const { decision, minScore, imageId, activeMs } = input;
    const project = context.projects.required();
    const { diff, count, history } = project.edits.decideSuggestions(decision, minScore, imageId, activeMs);
    // No window knows the records yet, not even the one that asked.
    if (count > 0) broadcastEdit(context.events, project, { clientId: '', diff, history });
    return { count, history };
  }),
};

/** Windows show what really changed, not step by step what led to it. */
function announced<Edit extends UndoneEdit>(
  { projects, events }: Pick<HostContext, 'projects' | 'events'>,
  clientId: string,
  step: (edits: EditStore) => Edit | null,
): Edit | null {
  const project = projects.required();
  const edit = step(project.edits);
  if (edit === null) return null;
  broadcastEdit(events, project, { clientId, diff: edit.diff, history: edit.history });
  return { ...edit, diff: sentDiff(edit.diff) };
}
