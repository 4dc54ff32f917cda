/**
 * Which thread cuts a patch: the one that keeps its image, so that no image is decoded or held twice. Where there are
 * fewer images than threads, several keep the same image and take its patches in turns; `patch` counts all patches.
 */
export function threadOf(imageIndex: number, patch: number, images: number, threads: number): number {
  const keepers = Math.max(1, Math.floor(threads / images));
  return keepers === 1 ? imageIndex % threads : imageIndex * keepers + (patch % keepers);
}

/** Whether a thread is the first that keeps an image. */
export function isKeptBy(thread: number, imageIndex: number, images: number, threads: number): boolean {
  return threadOf(imageIndex, 0, images, threads) === thread;
}

/** Threads where the person leaves it open: half of the cores, but few, since most of the work is the network's. */
export function dataThreadCount(wanted: number, cores: number): number {
  return wanted > 0 ? wanted : Math.min(4, Math.max(1, Math.floor(cores / 2)));
}
