import type { Migration } from './migrations.ts';

/** How long a pixel is; unknown for images that were imported before. */
export const pixelSpacing: Migration = {
  version: 6,
  name: 'pixel spacing',
  up: (database) => {
    database.exec('ALTER TABLE images ADD COLUMN pixel_width_mm REAL');
    database.exec('ALTER TABLE images ADD COLUMN pixel_height_mm REAL');
  },
};
