import type { Action } from '../../actions/action.ts';
import { aidActions } from '../../actions/aidActions.ts';
import { comparisonActions } from '../../actions/comparisonActions.ts';
import { displayActions } from '../../actions/displayActions.ts';
import { groupActions } from '../../actions/groupActions.ts';
import { historyActions } from '../../actions/historyActions.ts';
import { neighbourActions } from '../../actions/neighbourActions.ts';
import { shapeActions } from '../../actions/shapeActions.ts';
import { transferActions } from '../../actions/transferActions.ts';
import { labellingActions } from './labellingActions.ts';

/** All that can be done in the label view, but with its labels and its strip of images. */
export function labelViewActions(): readonly Action[] {
  return [
    ...labellingActions(),
    ...shapeActions(),
    ...groupActions(),
    ...aidActions(),
    ...comparisonActions(),
    ...displayActions(),
    ...historyActions(),
    ...neighbourActions(),
    ...transferActions(),
  ];
}
