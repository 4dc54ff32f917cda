import type { Action } from '../../actions/action.ts';
import { messages } from '../../messages/messages.ts';
import { applyModel } from '../../state/modelActions.ts';
import { modelDialogs } from '../../state/modelDialogs.svelte.ts';
import { models } from '../../state/models.svelte.ts';
import { modelsPage, modelTabs, type ModelTab } from '../../state/modelsPage.svelte.ts';
import { sortModels } from '../../state/modelSort.ts';

const tabKeys: { readonly [T in ModelTab]: string } = {
  model: 'M',
  lineage: 'L',
  compare: 'C',
  differences: 'D',
  curve: 'G',
};

/** What the keys do on the models page. */
export function modelActions(): readonly Action[] {
  const words = messages.modelsPage.keys;
  const action = (
    id: string,
    title: string,
    keys: readonly string[],
    perform: () => void,
    enabled = hasModel,
  ): Action => ({
    id: `models.${id}`,
    title,
    group: words.group,
    keys,
    enabled,
    perform,
  });
  return [
    action('next', words.next, ['ArrowDown'], () => step(1), hasModelList),
    action('previous', words.previous, ['ArrowUp'], () => step(-1), hasModelList),
    action(
      'use',
      words.use,
      ['U'],
      () => modelsPage.shown && void applyModel(modelsPage.shown),
      () => modelsPage.shown?.inUse === false,
    ),
    action('describe', words.rename, ['F2'], () => (modelDialogs.describing = modelsPage.shown)),
    action('delete', words.delete, ['Delete'], () => (modelDialogs.removing = modelsPage.shown)),
    ...modelTabs.map((tab) =>
      action(`tab.${tab}`, words.tab(messages.modelsPage.tabs[tab]), [tabKeys[tab]], () => (modelsPage.tab = tab)),
    ),
  ];
}

function hasModel(): boolean {
  return modelsPage.shown !== null;
}

/** With the differences, the same keys go from image to image. */
function hasModelList(): boolean {
  return hasModel() && modelsPage.tab !== 'differences';
}

function step(by: 1 | -1): void {
  const sorted = sortModels(models.list, modelsPage.sort);
  const index = sorted.findIndex(({ id }) => id === modelsPage.shown?.id) + by;
  modelsPage.chosenId = sorted[Math.max(0, Math.min(index, sorted.length - 1))]?.id ?? null;
}
