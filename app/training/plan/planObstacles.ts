/** Why no training can start. */
export type PlanObstacle = 'noLabels' | 'noObjects';
export type ObstacleSentences = { readonly [O in PlanObstacle]: string };

export const obstaclesInEnglish: ObstacleSentences = {
  noLabels: 'No image is labelled yet: label a few objects first.',
  noObjects: 'No image to train on has an accepted object: accept or draw some first.',
};
