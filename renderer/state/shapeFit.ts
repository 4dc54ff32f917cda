import { type AreaGeometry, type Geometry, hasArea } from '../../app/geometry/geometry.ts';
import { fillHoles } from '../../app/geometry/holes.ts';
import { partsOf } from '../../app/geometry/parts.ts';
import type { Combination } from '../../app/geometry/combine.ts';
import type { ShapeChange } from '../../app/model/commands/shapes.ts';

export type ShapeOperation = Combination | ShapeChange | 'split';

/** Why an operation does not fit the selection; the words are in the message catalogue. */
export type ShapeObstacle = 'needsTwo' | 'needsOne' | 'needsHoles' | 'needsParts' | 'hasPoints';

type Check = (geometries: readonly AreaGeometry[]) => ShapeObstacle | null;

const needsTwo: Check = ({ length }) => (length < 2 ? 'needsTwo' : null);
const needsOne: Check = ({ length }) => (length < 1 ? 'needsOne' : null);
const needsParts: Check = (geometries) =>
  needsOne(geometries) ?? (anyMay('hasParts', geometries) ? null : 'needsParts');
const needsHoles: Check = (geometries) =>
  needsOne(geometries) ?? (anyMay('hasHoles', geometries) ? null : 'needsHoles');

const checks: { readonly [O in ShapeOperation]: Check } = {
  unite: needsTwo,
  subtract: needsTwo,
  intersect: needsTwo,
  exclude: needsTwo,
  fillHoles: needsHoles,
  keepLargest: needsParts,
  split: needsParts,
  grow: needsOne,
  shrink: needsOne,
  smooth: needsOne,
  simplify: needsOne,
};

/** `null` where the operation may be tried. */
export function obstacleTo(operation: ShapeOperation, geometries: readonly Geometry[]): ShapeObstacle | null {
  const areas = geometries.filter(hasArea);
  return areas.length < geometries.length ? 'hasPoints' : checks[operation](areas);
}

interface ShapeFacts {
  readonly hasHoles: boolean;
  readonly hasParts: boolean;
}

/** Geometry values never change: each is looked at once. */
const known = new WeakMap<AreaGeometry, ShapeFacts>();

function factsOf(geometry: AreaGeometry): ShapeFacts {
  const before = known.get(geometry);
  if (before !== undefined) return before;
  const facts = { hasHoles: fillHoles(geometry) !== geometry, hasParts: partsOf(geometry).length > 1 };
  known.set(geometry, facts);
  return facts;
}

/** More than that take longer to look at than a selection may: trying the operation tells. */
const MOST_OBJECTS = 20;
const MOST_VERTICES = 300;

function anyMay(fact: keyof ShapeFacts, geometries: readonly AreaGeometry[]): boolean {
  if (geometries.length > MOST_OBJECTS) return true;
  return geometries.some((geometry) => isLong(geometry) || factsOf(geometry)[fact]);
}

function isLong(geometry: AreaGeometry): boolean {
  if (geometry.kind === 'mask') return false;
  const vertices = geometry.parts.reduce((sum, { outline }) => sum + outline.length / 2, 0);
  return vertices > MOST_VERTICES;
}
