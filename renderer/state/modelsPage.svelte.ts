import type { ComparedSet, ScoredSet } from '../../app/contract/modelViews.ts';
import type { ModelSort } from './modelSort.ts';
import { withToggledIds } from './idSets.ts';
import { models } from './models.svelte.ts';

export const modelTabs = ['model', 'lineage', 'compare', 'differences', 'curve'] as const;
export type ModelTab = (typeof modelTabs)[number];

/** As many as the table has room for. */
export const mostCompared = 6;

/** What the models page shows; stays while the person looks at other views. */
class ModelsPage {
  tab = $state<ModelTab>('model');
  sort = $state<ModelSort>('newest');
  chosenId = $state<string | null>(null);
  scoredSet = $state<ScoredSet>('val');
  comparedSet = $state<ComparedSet>('all');
  /** The image whose predictions are looked at; `null`: the one that changed most. */
  imageId = $state<string | null>(null);
  #comparedIds = $state.raw<ReadonlySet<string> | null>(null);
  #firstId = $state<string | null>(null);
  #secondId = $state<string | null>(null);

  /** The model that the page is about: the chosen one, or the one in use. */
  readonly shown = $derived(models.get(this.chosenId ?? '') ?? models.inUse ?? models.list[0] ?? null);

  /** Models side by side, oldest first: the first is what the others are compared with. */
  readonly compared = $derived.by(() => {
    const ids = this.#comparedIds;
    const chosen = models.list.filter(({ id }) => ids?.has(id));
    // Of another project, or of models that are gone: as if nothing had been chosen.
    const isForeign = ids === null || (ids.size > 0 && chosen.length === 0);
    return (isForeign ? models.list.slice(0, 2) : chosen).toReversed();
  });

  /** The two whose predictions are compared: the newest, and the one before it. */
  readonly pair = $derived.by(() => {
    const second = models.get(this.#secondId ?? '') ?? models.list[0] ?? null;
    const others = models.list.filter((model) => model !== second);
    const first = others.find(({ id }) => id === this.#firstId) ?? others[0] ?? null;
    return first === null || second === null ? null : { first, second };
  });

  toggleCompared(modelId: string): void {
    const shown = new Set(this.compared.map(({ id }) => id));
    if (!shown.has(modelId) && shown.size >= mostCompared) return;
    this.#comparedIds = withToggledIds(shown, [modelId]);
  }

  choosePair(firstId: string, secondId: string): void {
    this.#firstId = firstId;
    this.#secondId = secondId;
  }

  /** Where two models differ on one image. */
  showDifferences(firstId: string, secondId: string, imageId: string): void {
    this.choosePair(firstId, secondId);
    this.imageId = imageId;
    this.tab = 'differences';
  }
}

export const modelsPage = new ModelsPage();
