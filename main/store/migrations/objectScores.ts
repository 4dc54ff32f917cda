import type { Migration } from './migrations.ts';

/** How well touching objects are told apart, at every check of a run that learns to. */
export const objectScores: Migration = {
  version: 5,
  name: 'scores of objects',
  up: (database) => {
    database.exec('ALTER TABLE run_validations ADD COLUMN objects_mean REAL');
    database.exec('ALTER TABLE run_validations ADD COLUMN objects_at_half REAL');
  },
};
