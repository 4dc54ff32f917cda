import { cutAway } from '../../geometry/cutAway.ts';
import type { AreaGeometry } from '../../geometry/geometry.ts';
import type { ImageSize } from '../../geometry/imageSize.ts';
import { knownBox } from '../../geometry/knownBox.ts';
import { outlineWithin } from '../../geometry/outlineWithin.ts';
import { shareBorder } from '../../geometry/shareBorder.ts';
import type { AreaRecord } from '../areas.ts';
import type { RecordDiff } from '../diff.ts';
import { removal } from './changes.ts';

/** What becomes of places that another object has already: both have them, the other keeps them, or it loses them. */
export const neighbourRules = ['free', 'keepOff', 'takeOver'] as const;
export type NeighbourRule = (typeof neighbourRules)[number];

/** The objects around a new shape: whoever draws finds them, so that no command looks at all objects of an image. */
export interface Neighbours {
  readonly rule: NeighbourRule;
  /** Those that the rule is about. */
  readonly concerned: readonly AreaRecord[];
  /** Those with which the shape shares vertices where borders meet; each of `concerned` is one of them. */
  readonly bordering: readonly AreaRecord[];
}

export const noNeighbours: Neighbours = { rule: 'free', concerned: [], bordering: [] };

/** It keeps its kind. */
export interface FittedShape<G extends AreaGeometry = AreaGeometry> {
  /** `null` where nothing is left. */
  readonly geometry: G | null;
  /** What the neighbours lose, and the vertices that they get. They stay suggestions where they were. */
  readonly changes: RecordDiff;
}

/** A new shape fitted in among its neighbours. */
export function fitAmong<G extends AreaGeometry>(
  shape: G,
  neighbours: Neighbours,
  size: ImageSize,
  now: number,
): FittedShape<G> {
  const { rule, concerned, bordering } = neighbours;
  const others = concerned.map(({ geometry }) => geometry);
  const left = rule === 'keepOff' ? cutAway(shape, others, size) : shape;
  if (left === null) return nothingLeft;
  const losers = new Set(rule === 'takeOver' ? concerned : []);
  const fates = bordering.map((neighbour): Fate => {
    const geometry = losers.has(neighbour) ? cutAway(neighbour.geometry, [left], size) : neighbour.geometry;
    return { neighbour, geometry, isCut: geometry !== neighbour.geometry };
  });
  const fitted = withSharedBorders({ shape: left, fates });
  return fitted.shape === null ? nothingLeft : { geometry: fitted.shape as G, changes: changesOf(fitted.fates, now) };
}

const nothingLeft: FittedShape<never> = { geometry: null, changes: [] };

/** A neighbour and what becomes of it; `null` where it vanishes. */
interface Fate {
  readonly neighbour: AreaRecord;
  readonly geometry: AreaGeometry | null;
  /** Whether the shape has taken something from it. */
  readonly isCut: boolean;
}

function changesOf(fates: readonly Fate[], now: number): RecordDiff {
  return fates.flatMap(({ neighbour, geometry }): RecordDiff => {
    if (geometry === neighbour.geometry) return [];
    if (geometry === null) return [removal(neighbour)];
    return [{ table: 'annotations', before: neighbour, after: { ...neighbour, geometry, updatedAt: now } }];
  });
}

interface SharedBorders {
  readonly shape: AreaGeometry | null;
  readonly fates: readonly Fate[];
}

/** What one neighbour brings into the shape may concern another: a second round nearly always ends it. */
const MOST_ROUNDS = 4;

/** Polygons get the vertices of each other; masks have none to share, so that polygons go along their pixels. */
function withSharedBorders(given: SharedBorders): SharedBorders {
  let shared = given;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = shareAll(shared);
    const isStill = next.shape === shared.shape && next.fates.every((fate, index) => fate === shared.fates[index]);
    if (isStill) break;
    shared = next;
  }
  return shared;
}

function shareAll(given: SharedBorders): SharedBorders {
  let { shape } = given;
  const fates = given.fates.map((fate): Fate => {
    const { geometry, isCut } = fate;
    if (shape?.kind !== 'polygon' || geometry === null) return fate;
    if (geometry.kind === 'mask') {
      const outline = isCut ? null : outlineWithin(geometry, knownBox(shape));
      if (outline !== null) shape = shareBorder(shape, outline).first;
      return fate;
    }
    // Of two the one that was just cut takes over vertices of the other.
    const [moving, fixed] = isCut ? [geometry, shape] : [shape, geometry];
    const { first, second } = shareBorder(moving, fixed);
    shape = isCut ? second : first;
    const after = isCut ? first : second;
    return after === geometry ? fate : { ...fate, geometry: after };
  });
  return { shape, fates };
}
