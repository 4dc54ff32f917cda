import type { ImageSummary } from '../../app/contract/views.ts';
import type { RecordDiff } from '../../app/model/diff.ts';
import type { AnnotationRecord, CommentRecord, ImageId } from '../../app/model/records.ts';

/**
 * The image list after a committed edit, without asking the host: rows of untouched images stay the same objects.
 * `topScore` is kept while suggestions are left, which is exact enough for sorting until the list is read anew.
 */
export function withEdit(images: readonly ImageSummary[], diff: RecordDiff): readonly ImageSummary[] {
  const changes = new Map<ImageId, { accepted: number; suggested: number }>();
  const count = (annotation: AnnotationRecord | null, by: 1 | -1): void => {
    if (annotation === null || annotation.status === 'rejected') return;
    const change = changes.get(annotation.imageId) ?? { accepted: 0, suggested: 0 };
    change[annotation.status] += by;
    changes.set(annotation.imageId, change);
  };
  const openComments = new Map<ImageId, number>();
  const countComment = (comment: CommentRecord | null, by: 1 | -1): void => {
    if (comment === null || comment.resolved) return;
    openComments.set(comment.imageId, (openComments.get(comment.imageId) ?? 0) + by);
  };
  const replaced = new Map<ImageId, Partial<ImageSummary> | null>();
  for (const change of diff) {
    if (change.table === 'annotations') {
      count(change.before, -1);
      count(change.after, 1);
    } else if (change.table === 'comments') {
      countComment(change.before, -1);
      countComment(change.after, 1);
    } else if (change.table === 'images') {
      const id = (change.after ?? change.before)?.id;
      if (id !== undefined) replaced.set(id, change.after);
    }
  }
  if (changes.size === 0 && replaced.size === 0 && openComments.size === 0) return images;
  return images.flatMap((image) => {
    const record = replaced.get(image.id);
    if (record === null) return [];
    const change = changes.get(image.id);
    const comments = openComments.get(image.id) ?? 0;
    if (record === undefined && change === undefined && comments === 0) return [image];
    const suggested = image.suggested + (change?.suggested ?? 0);
    return [
      {
        ...image,
        ...record,
        accepted: image.accepted + (change?.accepted ?? 0),
        suggested,
        topScore: suggested > 0 ? image.topScore : null,
        openComments: image.openComments + comments,
      },
    ];
  });
}
