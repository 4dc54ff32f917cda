import type { NeighbourRule } from '../../../app/model/commands/neighbours.ts';
import type { NeighbourWishes } from '../../tools/neighbourhood.ts';

const rules: { readonly [R in NeighbourRule]: string } = {
  free: 'May overlap',
  keepOff: 'Keep off others',
  takeOver: 'Take from others',
};

const ruleMeanings: { readonly [R in NeighbourRule]: string } = {
  free: 'New shapes may lie over other objects',
  keepOff: 'New shapes lose what other objects have already',
  takeOver: 'Other objects lose what new shapes cover, and go where nothing is left of them',
};

const concernChoices: { readonly [C in NeighbourWishes['concerns']]: string } = {
  anyLabel: 'of any label',
  sameLabel: 'of the same label',
};

/** How new shapes stand to the objects around them. */
export const neighbours = {
  rule: 'Other objects',
  rules,
  ruleMeanings,
  concerns: 'Which other objects',
  concernChoices,
  snaps: 'Snap',
  snapsMeaning:
    'Vertices snap to the outlines of other objects; hold Ctrl to place one freely, Shift to follow the outline',
  actions: {
    rule: 'New shapes: overlap others, keep off, or take over',
    concerns: 'New shapes: mind objects of any label, or of the same label',
    snaps: 'Snap to the outlines of other objects',
  },
};
