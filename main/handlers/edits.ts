import type { UndoneEdit } from '../../app/contract/contract.ts';
import type { HostContext } from '../host/hostContext.ts';
import { broadcastEdit, sentDiff } from './broadcastEdit.ts';
import { os } from './implementer.ts';

export const editsHandlers = {
  commit: os.edits.commit.handler(({ context, input: { clientId, description, diff } }) => {
    const project = context.projects.required();
    const committed = project.edits.commit(diff, description);
    broadcastEdit(context.events, project, { clientId, diff, history: committed.history });
    return committed;
  }),
  undo: os.edits.undo.handler(({ context, input }) => step(context, 'undo', input.clientId)),
  redo: os.edits.redo.handler(({ context, input }) => step(context, 'redo', input.clientId)),
  history: os.edits.history.handler(({ context }) => context.projects.required().edits.history()),
  decideSuggestions: os.edits.decideSuggestions.handler(({ context, input }) => {
    const { decision, minScore, imageId } = input;
    const project = context.projects.required();
    const { diff, count, history } = project.edits.decideSuggestions(decision, minScore, imageId);
    // No window knows the records yet, not even the one that asked.
    if (count > 0) broadcastEdit(context.events, project, { clientId: '', diff, history });
    return { count, history };
  }),
};

function step(
  { projects, events }: Pick<HostContext, 'projects' | 'events'>,
  direction: 'undo' | 'redo',
  clientId: string,
): UndoneEdit | null {
  const project = projects.required();
  const edit = project.edits[direction]();
  if (edit === null) return null;
  broadcastEdit(events, project, { clientId, diff: edit.diff, history: edit.history });
  return { ...edit, diff: sentDiff(edit.diff) };
}
