import type { RecordChange, RecordDiff } from '../../app/model/diff.ts';
import type { ImageId } from '../../app/model/records.ts';
import type { ProjectStore } from '../store/projectStore.ts';
import { broadcastEdit } from './broadcastEdit.ts';
import { os } from './implementer.ts';

export const imagesHandlers = {
  list: os.images.list.handler(({ context }) => context.projects.required().images.list()),
  withLabel: os.images.withLabel.handler(({ context, input }) =>
    context.projects.required().images.withLabel(input.labelId),
  ),
  open: os.images.open.handler(({ context, input }) => {
    const project = context.projects.required();
    const image = project.images.get(input.imageId);
    return {
      image,
      annotations: project.annotations.ofImage(image.id),
      comments: project.comments.ofImage(image.id),
    };
  }),
  /** An edit like any other: undo brings the images and what is on them back, for no file is touched. */
  remove: os.images.remove.handler(({ context, input }) => {
    const project = context.projects.required();
    const imageIds = [...new Set(input.imageIds)];
    if (imageIds.length === 0) return null;
    const diff = imageIds.flatMap((imageId) => removal(project, imageId));
    const description = imageIds.length === 1 ? 'Remove image' : `Remove ${imageIds.length} images`;
    const { history } = project.edits.commit(diff, description);
    broadcastEdit(context.events, project, { clientId: '', diff, history });
    return null;
  }),
};

function removal(project: ProjectStore, imageId: ImageId): RecordDiff {
  const annotations = project.annotations.ofImage(imageId, { includeRejected: true });
  return [
    ...annotations.map((before): RecordChange => ({ table: 'annotations', before, after: null })),
    ...project.comments.ofImage(imageId).map((before): RecordChange => ({ table: 'comments', before, after: null })),
    { table: 'images', before: project.images.get(imageId), after: null },
  ];
}
