import { unusedSettings } from '../architectures.ts';
import type { TrainConfig, TrainConfigKey } from '../trainConfig.ts';
import type { PlanReason } from './planReasons.ts';
import type { PlannedChoice } from './planTraining.ts';

/** The settings that decide what the weights of a network mean: going on from a model keeps what it has of these. */
export const weightKeys = ['architecture', 'width', 'depth', 'normalisation', 'separation', 'intensities'] as const;

const networkKeys: readonly TrainConfigKey[] = ['architecture', 'width', 'depth', 'normalisation'];

interface NamedLabel {
  readonly id: string;
  readonly name: string;
}

/** A model of the project that a training may go on from. */
export interface ParentModel {
  readonly name: string;
  /** In the order of its classes. */
  readonly labels: readonly NamedLabel[];
  readonly channels: 1 | 3;
  /** Its network came from another program: it is taken whole, and no setting describes it. */
  readonly isImported: boolean;
  readonly settings: Pick<TrainConfig, (typeof weightKeys)[number] | 'patchSize'>;
}

/** What the training would be about, as far as it decides whether an earlier model helps. */
export interface WantedNetwork {
  readonly labels: readonly NamedLabel[];
  readonly channels: 1 | 3;
  /** What the person set, not checked yet. */
  readonly wishes: Readonly<Record<string, unknown>>;
}

/** Why the weights of `parent` would say nothing in the wanted network; `null` where they go on. */
export function unfitness(parent: ParentModel, { labels, channels, wishes }: WantedNetwork): PlanReason | null {
  const { name: model, settings } = parent;
  if (!areSameLabels(labels, parent.labels)) return { kind: 'parentLabels', model };
  // Images of fewer channels fill those of a network from another program.
  if (!parent.isImported && channels !== parent.channels) return { kind: 'parentColours', model };
  const setting = weightKeys.find((key) => {
    const wish = wishes[key];
    if (wish === undefined) return false;
    if (networkKeys.includes(key) && parent.isImported) return true;
    return wish !== settings[key] && !unusedSettings(settings).includes(key);
  });
  return setting === undefined ? null : { kind: 'parentSetting', model, setting };
}

/** A label that was renamed since, or made anew under its old name, is the same. */
function areSameLabels(some: readonly NamedLabel[], others: readonly NamedLabel[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ id, name }, index) => id === others[index]?.id || name === others[index]?.name)
  );
}

/** The choice as the parent has it, where its weights depend on it. */
export function keptChoice(choice: PlannedChoice, parent: ParentModel | null): PlannedChoice {
  if (parent === null || !keptKeys(parent).includes(choice.key)) return choice;
  const { name: model, settings } = parent;
  const value = settings[choice.key as keyof ParentModel['settings']];
  return { key: choice.key, value, reason: { kind: value === choice.value ? 'asParent' : 'asParentInstead', model } };
}

/** A network from another program is described by none of the settings, and takes cut-outs of the size that it had. */
function keptKeys({ isImported }: ParentModel): readonly TrainConfigKey[] {
  return isImported ? ['separation', 'intensities', 'patchSize'] : weightKeys;
}

/** Whether a choice says something where training goes on from `parent`. */
export function isSaid({ key }: PlannedChoice, parent: ParentModel | null): boolean {
  return parent?.isImported !== true || !networkKeys.includes(key);
}
