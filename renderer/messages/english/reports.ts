import { detailsInEnglish } from '../../../app/contract/jobDetails.ts';
import { refusalsInEnglish } from '../../../app/contract/refusals.ts';
import { obstaclesInEnglish } from '../../../app/training/plan/planObstacles.ts';
import { noticesInEnglish } from '../../../app/training/runNotices.ts';
import { jobTitles } from './jobTitles.ts';

/** What the host tells as data; the command line says the same in these words. */
export const reports = {
  jobTitles,
  jobDetails: detailsInEnglish,
  refusals: refusalsInEnglish,
  runNotices: noticesInEnglish,
  planObstacles: obstaclesInEnglish,
};
