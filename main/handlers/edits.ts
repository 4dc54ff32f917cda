import type { UndoneEdit } from '../../app/contract/historyViews.ts';
import type { EventHub } from '../host/eventHub.ts';
import { broadcastEdit, sentDiff } from './broadcastEdit.ts';
import { os } from './implementer.ts';

export const editsHandlers = {
  commit: os.edits.commit.handler(({ context, input: { clientId, description, diff, activeMs } }) => {
    const committed = context.projects.required().edits.commit(diff, description, activeMs);
    broadcastEdit(context.events, { clientId, diff, history: committed.history });
    return committed;
  }),
  undo: os.edits.undo.handler(({ context, input }) =>
    announced(context.events, input.clientId, context.projects.required().edits.undo()),
  ),
  redo: os.edits.redo.handler(({ context, input }) =>
    announced(context.events, input.clientId, context.projects.required().edits.redo()),
  ),
  goTo: os.edits.goTo.handler(({ context, input }) =>
    announced(context.events, input.clientId, context.projects.required().edits.goTo(input.sequence)),
  ),
  list: os.edits.list.handler(({ context, input }) => context.projects.required().edits.list(input)),
  history: os.edits.history.handler(({ context }) => context.projects.required().edits.history()),
  decideSuggestions: os.edits.decideSuggestions.handler(({ context, input }) => {
    const { decision, minScore, imageId, activeMs } = input;
    const { edits } = context.projects.required();
    const { diff, count, history } = edits.decideSuggestions(decision, minScore, imageId, activeMs);
    // No window knows the records yet, not even the one that asked.
    if (count > 0) broadcastEdit(context.events, { clientId: '', diff, history });
    return { count, history };
  }),
};

/** Windows show what really changed, not step by step what led to it. */
function announced<Edit extends UndoneEdit>(events: EventHub, clientId: string, edit: Edit | null): Edit | null {
  if (edit === null) return null;
  broadcastEdit(events, { clientId, diff: edit.diff, history: edit.history });
  return { ...edit, diff: sentDiff(edit.diff) };
}
