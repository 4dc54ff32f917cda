import type { ProjectSummary } from '../../app/contract/views.ts';
import type { Database } from './database.ts';

type Counts = Pick<ProjectSummary, 'images' | 'labelled' | 'objects' | 'suggestions'>;

/** Counts by the indexes alone; labelled as `isLabelled` says. */
const countsQuery = `
  SELECT
    (SELECT count(*) FROM images) AS images,
    (SELECT count(*) FROM images
      WHERE review IN ('done', 'accepted') OR (review <> 'rejected'
        AND EXISTS (SELECT 1 FROM annotations WHERE image_id = images.id AND status = 'accepted'
          AND is_points = 0))) AS labelled,
    coalesce(sum(status = 'accepted'), 0) AS objects,
    coalesce(sum(status = 'suggested'), 0) AS suggestions
  FROM annotations INDEXED BY annotations_by_image`;

export function createSummaryReader(database: Database, path: string, name: string): () => ProjectSummary {
  const counts = database.prepare<[], Counts>(countsQuery);
  return () => {
    const { images, labelled, objects, suggestions } = counts.get() as Counts;
    return { path, name, images, labelled, objects, suggestions };
  };
}
