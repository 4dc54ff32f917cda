import type { ImagePoint } from '../../geometry/spaces.ts';
import type { RecordDiff } from '../diff.ts';
import type { LabellingDocument } from '../document.ts';
import type { CommentId, CommentRecord } from '../records.ts';

/** Commands on comments. Texts are kept without spaces around them; one that says nothing is no comment. */

export function addComment(
  { image }: Pick<LabellingDocument, 'image'>,
  args: { readonly id: CommentId; readonly point: ImagePoint; readonly text: string; readonly now: number },
): RecordDiff {
  const text = args.text.trim();
  if (text === '') return [];
  const point = { x: inside(args.point.x, image.width), y: inside(args.point.y, image.height) };
  const times = { createdAt: args.now, updatedAt: args.now };
  const comment: CommentRecord = { id: args.id, imageId: image.id, point, text, resolved: false, ...times };
  return [{ table: 'comments', before: null, after: comment }];
}

export function editComment(
  document: LabellingDocument,
  args: { readonly id: CommentId; readonly now: number } & Partial<Pick<CommentRecord, 'text' | 'resolved'>>,
): RecordDiff {
  const before = document.comments.get(args.id);
  if (before === undefined) return [];
  const text = args.text?.trim() ?? before.text;
  const resolved = args.resolved ?? before.resolved;
  if (text === '' || (text === before.text && resolved === before.resolved)) return [];
  return [{ table: 'comments', before, after: { ...before, text, resolved, updatedAt: args.now } }];
}

export function removeComment(document: LabellingDocument, args: { readonly id: CommentId }): RecordDiff {
  const before = document.comments.get(args.id);
  return before === undefined ? [] : [{ table: 'comments', before, after: null }];
}

const inside = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit);
