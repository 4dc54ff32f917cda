import type { Action } from '../../actions/action.ts';
import { messages } from '../../messages/messages.ts';

export const differenceViews = ['first', 'second', 'difference'] as const;
export type DifferenceView = (typeof differenceViews)[number];

function difference(id: string, title: string, key: string, enabled: () => boolean, perform: () => void): Action {
  return {
    id: `differences.${id}`,
    title,
    group: messages.modelsPage.tabs.differences,
    keys: [key],
    enabled,
    perform,
  };
}

/** What of two models is shown on an image. */
export function differenceViewActions(show: (view: DifferenceView) => void, flip: () => void): readonly Action[] {
  const { differences, keys } = messages.modelsPage;
  const always = (): boolean => true;
  return [
    ...differenceViews.map((view, index) =>
      difference(view, differences.views[view], String(index + 1), always, () => show(view)),
    ),
    difference('flip', keys.flip, 'X', always, flip),
  ];
}

/** Going from image to image where two models differ. */
export function differenceListActions(hasRows: () => boolean, step: (by: 1 | -1) => void): readonly Action[] {
  const { next, previous } = messages.filmstrip;
  return [
    difference('next', next, 'ArrowDown', hasRows, () => step(1)),
    difference('previous', previous, 'ArrowUp', hasRows, () => step(-1)),
  ];
}
