import { stat } from 'node:fs/promises';
import { AppError } from '../../app/contract/errors.ts';
import type { ImageSummary } from '../../app/contract/views.ts';
import { inOrder } from '../jobs/inOrder.ts';
import type { ProjectStore } from '../store/projectStore.ts';

const filesAtATime = 32;
const namedFiles = 3;

/**
 * Images that are used where they are can go or change behind the project's back. Throws FILE_UNREADABLE, naming the
 * first of them and what to do, before anything long begins.
 */
export async function requireImageFiles(project: ProjectStore, images: readonly ImageSummary[]): Promise<void> {
  const missing: string[] = [];
  const changed: string[] = [];
  const read = (image: ImageSummary) => stat(project.images.absolutePath(image));
  for await (const [image, outcome] of inOrder(images, filesAtATime, read)) {
    if (outcome.status === 'rejected') missing.push(image.name);
    else if (outcome.value.size !== image.byteSize) changed.push(image.name);
  }
  const complaints = [
    ...(missing.length === 0 ? [] : [`${sentence(missing)} no longer in place: put back what is missing`]),
    ...(changed.length === 0 ? [] : [`${sentence(changed)} no longer what was imported: restore them`]),
  ];
  if (complaints.length === 0) return;
  throw new AppError('FILE_UNREADABLE', `${complaints.join('; ')}, or remove them from the project.`);
}

/** "2 images (a.png, b.png) are". */
function sentence(names: readonly string[]): string {
  const shown = [...names.slice(0, namedFiles), ...(names.length > namedFiles ? ['...'] : [])].join(', ');
  return names.length === 1 ? `1 image (${shown}) is` : `${names.length} images (${shown}) are`;
}
