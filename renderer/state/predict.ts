import { isUnlabelled } from '../../app/model/imageReview.ts';
import { host, messageOf } from './host.ts';
import { imageList } from './imageList.svelte.ts';
import { jobs } from './jobs.svelte.ts';
import { notices } from './notices.svelte.ts';
import type { SessionChoice } from './trainingPlan.svelte.ts';

export interface PredictOrder {
  readonly modelId: string;
  readonly images: 'unlabelled' | 'all' | readonly string[];
  readonly device: SessionChoice;
  readonly accept: boolean;
}

/** Lets a model put suggestions on images. Resolves with whether it started. */
export async function startPrediction({ modelId, images, device, accept }: PredictOrder): Promise<boolean> {
  const chosen = images === 'unlabelled' || images === 'all' ? images : [...images];
  try {
    jobs.add(await host.predict({ modelId, images: chosen, device, accept }));
    return true;
  } catch (error) {
    notices.show('error', messageOf(error));
    return false;
  }
}

/** Images that "unlabelled" stands for. */
export function countUnlabelled(): number {
  return imageList.images.filter(isUnlabelled).length;
}
