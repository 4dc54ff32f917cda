import type { ShapeObstacle, ShapeOperation } from '../../state/shapeFit.ts';

const operations: { readonly [O in ShapeOperation]: string } = {
  unite: 'Unite',
  subtract: 'Subtract',
  intersect: 'Intersect',
  exclude: 'Exclude what overlaps',
  fillHoles: 'Fill holes',
  keepLargest: 'Keep the largest part',
  split: 'Split into parts',
  grow: 'Grow',
  shrink: 'Shrink',
  smooth: 'Smooth',
  simplify: 'Simplify',
};

const meanings: { readonly [O in ShapeOperation]: string } = {
  unite: 'The first selected takes in all others',
  subtract: 'Takes the others from the first selected; they stay as they are',
  intersect: 'Leaves of the first selected what all have in common, and removes the others',
  exclude: 'Leaves in the first selected what an odd number of them covers, and removes the others',
  fillHoles: 'Fills everything that the object encloses',
  keepLargest: 'Drops all other parts of the object',
  split: 'Makes an object of every part',
  grow: 'Moves the outline outwards, up to the border of the image',
  shrink: 'Moves the outline inwards',
  smooth: 'Fills gaps, and takes off spurs, that are narrower than a disc of this radius',
  simplify: 'Leaves out vertices no farther than this from the outline',
};

const obstacles: { readonly [O in ShapeObstacle]: string } = {
  needsOne: 'Select an object first.',
  needsTwo: 'Select two objects or more: Shift-click adds one.',
  needsHoles: 'There are no holes to fill.',
  needsParts: 'There is one part only.',
  hasPoints: 'Points have no shape to change: select objects with an area alone.',
};

const stayed = (count: number, why: string) =>
  count === 1 ? `The object stayed as it was: ${why}.` : `${count} objects stayed as they were: ${why}.`;

const unchanged: { readonly [O in ShapeOperation]: (count: number) => string } = {
  unite: () => 'Nothing was united: the objects enclose nothing.',
  subtract: () => 'Nothing was subtracted: the objects do not overlap, or nothing of the first would be left.',
  intersect: () => 'Nothing was changed: the objects have nothing in common.',
  exclude: () => 'Nothing was changed: the objects cover the same, and nothing would be left.',
  fillHoles: (count) => stayed(count, 'no holes'),
  keepLargest: (count) => stayed(count, 'one part only'),
  split: (count) => stayed(count, 'one part only'),
  grow: (count) => stayed(count, 'no room to grow'),
  shrink: (count) => stayed(count, 'nothing would be left'),
  smooth: (count) => stayed(count, 'smooth already, or nothing would be left'),
  simplify: (count) => stayed(count, 'no vertex can be left out'),
};

/** Shape operations, in the properties of objects and the command palette. */
export const shapes = {
  title: 'Shape',
  operations,
  meanings,
  obstacles,
  unchanged,
  amount: 'Pixels',
  keepsLabel: (label: string) => `${label}, selected first, keeps its label.`,
  withKey: (text: string, key: string) => `${text} (${key})`,
};
