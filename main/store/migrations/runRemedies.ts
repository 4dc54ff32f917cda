import type { Migration } from './migrations.ts';

/** Settings with which a run that broke off can go on. */
export const runRemedies: Migration = {
  version: 2,
  name: 'remedies of runs',
  up: (database) => {
    database.exec('ALTER TABLE runs ADD COLUMN remedy TEXT');
  },
};
