import type { ImportedModel } from '../../app/contract/importMessages.ts';
import { formatCount } from './terminal.ts';

/** What a training makes of a model of another program, in lines. */
export function importLines(model: ImportedModel): readonly string[] {
  const { learnt, frozen, layers, target, head, advancing } = model;
  const ends = head === 'own' ? `Its own head at ${target} stays` : `A new head is put behind ${target}`;
  const plural = advancing === 1 ? '' : 's';
  const averages = advancing === 0 ? '' : `, ${formatCount(advancing)} batch normalisation${plural} by batches`;
  return [
    `The model takes ${model.input} (operator set ${model.operatorSet}, ${formatCount(model.nodes)} nodes, ${formatCount(layers)} layers).`,
    `${ends}; ${formatCount(learnt.numbers)} weights in ${formatCount(learnt.tensors)} tensors learn, ` +
      `${formatCount(frozen.numbers)} in ${formatCount(frozen.tensors)} stay as they are${averages}.`,
    ...model.notes,
  ];
}
