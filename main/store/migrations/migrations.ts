import type { Database } from '../database.ts';
import { attributes } from './attributes.ts';
import { firstSchema } from './firstSchema.ts';
import { modelLineage } from './modelLineage.ts';
import { objectScores } from './objectScores.ts';
import { objectWork } from './objectWork.ts';
import { pixelSpacing } from './pixelSpacing.ts';
import { pointObjects } from './pointObjects.ts';
import { reviewStates } from './reviewStates.ts';
import { runRemedies } from './runRemedies.ts';
import { searches } from './searches.ts';

/** One step of the schema. `up` runs inside a transaction that also sets `user_version`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: (database: Database) => void;
}

/** Every step ever released, oldest first; a released step is never changed. */
export const migrations: readonly Migration[] = ascending([
  firstSchema,
  runRemedies,
  modelLineage,
  searches,
  objectScores,
  pixelSpacing,
  reviewStates,
  attributes,
  objectWork,
  pointObjects,
]);

export const newestVersion = (steps: readonly Migration[] = migrations): number => steps.at(-1)?.version ?? 0;

export const schemaVersion = (database: Database): number =>
  database.pragma('user_version', { simple: true }) as number;

/** Brings the schema up to date; `beforeFirstStep` is called once, only where there is something to do. */
export function migrate(
  database: Database,
  beforeFirstStep: (fromVersion: number) => void,
  steps: readonly Migration[] = migrations,
): void {
  const from = schemaVersion(database);
  const due = steps.filter((step) => step.version > from);
  if (due.length === 0) return;
  beforeFirstStep(from);
  for (const step of due) {
    database.transaction(() => {
      step.up(database);
      database.pragma(`user_version = ${step.version}`);
    })();
  }
}

/** Throws unless versions are whole, positive and grow from step to step. */
export function ascending(steps: readonly Migration[]): readonly Migration[] {
  let previous = 0;
  for (const { version, name } of steps) {
    if (!Number.isInteger(version) || version <= previous) {
      throw new Error(`Migration ${version} "${name}" does not come after version ${previous}.`);
    }
    previous = version;
  }
  return steps;
}
