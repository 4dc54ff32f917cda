import * as v from 'valibot';
import { AppError } from '../../contract/errors.ts';
import { explainIssue, finiteNumber, identifier, scoredBox } from './scoringFields.ts';

/** A COCO results file: detections by image id, in file order. */
export interface CocoResults {
  readonly rowsOfImage: ReadonlyMap<string, readonly ResultRow[]>;
  readonly count: number;
  /** What the first row has, which is what the file is made for. */
  readonly kind: 'segm' | 'bbox';
}

export interface ResultRow {
  /** "result 12", counted from 1. */
  readonly item: string;
  readonly categoryId: string;
  readonly score: number;
  readonly segmentation: unknown;
  readonly box: readonly [number, number, number, number] | null;
}

const resultRow = v.object({
  image_id: identifier,
  category_id: identifier,
  score: finiteNumber,
  bbox: v.nullish(scoredBox),
  segmentation: v.optional(v.unknown()),
});

/** Throws `FILE_UNSUPPORTED` with the first thing that is wrong. */
export function readCocoResults(json: unknown): CocoResults {
  if (!Array.isArray(json)) {
    throw new AppError(
      'FILE_UNSUPPORTED',
      'It is no COCO results file: a list of records with image_id, category_id, score and bbox or segmentation is needed.',
    );
  }
  const rowsOfImage = new Map<string, ResultRow[]>();
  json.forEach((value: unknown, index) => {
    const item = `result ${index + 1}`;
    const parsed = v.safeParse(resultRow, value);
    if (!parsed.success) throw new AppError('FILE_UNSUPPORTED', `In ${item}: ${explainIssue(parsed.issues)}`);
    const row = parsed.output;
    const rows = rowsOfImage.get(row.image_id) ?? [];
    if (rows.length === 0) rowsOfImage.set(row.image_id, rows);
    rows.push({
      item,
      categoryId: row.category_id,
      score: row.score,
      segmentation: row.segmentation,
      box: row.bbox ?? null,
    });
  });
  const [first] = json as { readonly segmentation?: unknown }[];
  const hasMasks = first?.segmentation !== undefined && first.segmentation !== null;
  return { rowsOfImage, count: json.length, kind: hasMasks ? 'segm' : 'bbox' };
}
