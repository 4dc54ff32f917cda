import type { LabelRecord } from '../../../app/model/records.ts';
import type { Action } from '../../actions/action.ts';
import { frameActions } from '../../actions/frameActions.ts';
import { imageActions } from '../../actions/imageActions.ts';
import { undoActions, workActions } from '../../actions/workActions.ts';
import { isReserved } from '../../actions/keyCombination.ts';
import { labelActions } from '../label/labellingActions.ts';
import { labelViewActions } from '../label/labelViewActions.ts';
import { differenceListActions, differenceViewActions } from '../models/differenceActions.ts';
import { modelActions } from '../models/modelActions.ts';

/** Where actions are at hand: in every view, in one of them, or in a part of one. */
export type Place = 'everywhere' | 'label' | 'models' | 'differences' | 'data';

/** An action as the settings list it, whether its view is shown or not. `keys` are the usual ones. */
export interface ListedAction extends Pick<Action, 'id' | 'title' | 'group' | 'keys' | 'whileTyping'> {
  readonly place: Place;
  /** Why its keys cannot be changed here. */
  readonly fixed: 'reserved' | 'label' | null;
}

const nothing = (): void => undefined;

const actionsByPlace: { readonly [P in Place]: () => readonly Action[] } = {
  everywhere: () => [...frameActions(), ...workActions()],
  label: () => [...labelViewActions(), ...imageActions()],
  models: modelActions,
  differences: () => [...differenceViewActions(nothing, nothing), ...differenceListActions(() => true, nothing)],
  data: undoActions,
};

/** Every action of the program in the language of the person, with those of the project's labels. */
export function actionCatalogue(labels: readonly LabelRecord[]): readonly ListedAction[] {
  const actions = (Object.keys(actionsByPlace) as readonly Place[]).flatMap((place) =>
    actionsByPlace[place]().map((action): ListedAction => ({
      ...action,
      place,
      fixed: action.keys.some(isReserved) ? 'reserved' : null,
    })),
  );
  const ofLabels = labelActions(labels).map((action): ListedAction => ({ ...action, place: 'label', fixed: 'label' }));
  return [...actions, ...ofLabels];
}

/** Places that `place` lies in, itself included: what is at hand there too. */
const reach: { readonly [P in Place]: readonly Place[] } = {
  everywhere: ['everywhere', 'label', 'models', 'differences', 'data'],
  label: ['everywhere', 'label'],
  models: ['everywhere', 'models', 'differences'],
  differences: ['everywhere', 'models', 'differences'],
  data: ['everywhere', 'data'],
};

/** Whether actions of both places can be at hand at the same time. */
export function meet(first: Place, second: Place): boolean {
  return reach[first].includes(second);
}
